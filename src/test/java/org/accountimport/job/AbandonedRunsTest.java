package org.accountimport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a run that nobody runs any more. What a real process leaves behind is tried with real processes elsewhere. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"account-import.job.chunk-size=10", "account-import.job.threads=2"})
@WithTestDatabase
@Import(TestRuns.class)
class AbandonedRunsTest {

    private static final int ACCOUNTS = 12;

    @Autowired
    AbandonedRuns abandoned;

    @Autowired
    RunLauncher launcher;

    @Autowired
    RunReports reports;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    private WaveName wave = new WaveName("NORLYS", "abandoned");

    @BeforeEach
    void loadAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName());
        runs.load(
                wave,
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(i -> TestPayloads.valid(wave.name() + "-" + i))
                        .toArray(String[]::new));
    }

    /** A run that stands in the database as its process left it: one partition under way, nothing of it decided. */
    private long left(String status, boolean restartOnCrash, @Nullable Instant until) {
        RunOptions options = new RunOptions(false, null, until, ErrorBudget.UNLIMITED, null, null, restartOnCrash);
        long id = launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, options, "test"));
        runs.ended(id);
        leaveAgain(id, status);
        return id;
    }

    private void leaveAgain(long id, String status) {
        jdbc.sql("UPDATE batch_job_execution SET status = :status, end_time = NULL WHERE job_execution_id = :id")
                .param("status", status)
                .param("id", id)
                .update();
        jdbc.sql("""
                UPDATE batch_step_execution SET status = 'STARTED', end_time = NULL
                 WHERE job_execution_id = :id AND (step_name = 'judge-accounts' OR step_name LIKE 'judge:%')
                """).param("id", id).update();
        jdbc.sql("DELETE FROM wave_run_error WHERE job_execution_id = :id")
                .param("id", id)
                .update();
        jdbc.sql("""
                UPDATE import_process SET status = 'PENDING', decided_by = NULL
                 WHERE wave_id = (SELECT id FROM wave WHERE name = :wave)
                """).param("wave", wave.name()).update();
    }

    private void lease(String expires) {
        jdbc.sql("""
                INSERT INTO wave_lease (wave_id, launched_by, holder, host, process_id, expires_at)
                SELECT id, 'test', 'another', 'elsewhere', 1, now() + CAST(:expires AS interval) FROM wave WHERE name = :wave
                """).param("expires", expires).param("wave", wave.name()).update();
    }

    private void unlease() {
        jdbc.sql("DELETE FROM wave_lease WHERE holder = 'another'").update();
    }

    private String status(long id) {
        return reports.find(id).map(RunReport::status).orElseThrow();
    }

    /** The newest execution over the wave, when it has ended. */
    private RunReport newest() {
        return runs.ended(
                jdbc.sql("""
                SELECT max(job_execution_id) FROM batch_job_execution_params
                 WHERE parameter_name = 'wave' AND parameter_value = :wave
                """).param("wave", wave.name()).query(Long.class).single());
    }

    @Nested
    class ARunWhoseLeaseHasExpired {

        @Test
        void failsAsCrashed() {
            long id = left("STARTED", false, null);
            lease("-1 second");
            abandoned.recover();

            RunReport run = reports.find(id).orElseThrow();
            assertThat(run.status()).isEqualTo("FAILED");
            assertThat(run.stopReason()).isEqualTo("crashed");
            assertThat(run.endedAt()).isNotNull();
            assertThat(newest().jobExecutionId()).isEqualTo(id);
        }

        @Test
        void isRestartedWhereItWasLaunchedSo() {
            long id = left("STARTED", true, null);
            lease("-1 second");
            abandoned.recover();

            RunReport restarted = newest();
            assertThat(restarted.jobExecutionId()).isGreaterThan(id);
            assertThat(restarted.launchedBy()).isEqualTo("recovery");
            assertThat(restarted.status()).isEqualTo("COMPLETED");
            assertThat(restarted.succeeded()).isEqualTo(ACCOUNTS);
            assertThat(status(id)).isEqualTo("FAILED");
        }

        @Test
        void isNotRestartedOnceItsWindowHasClosed() {
            long id = left("STOPPING", true, Instant.now().minusSeconds(1));
            abandoned.recover();

            assertThat(status(id)).isEqualTo("FAILED");
            assertThat(newest().jobExecutionId()).isEqualTo(id);
        }

        @Test
        void isNotRestartedTheThirdTime() {
            left("STARTED", true, null);
            for (int crash = 1; crash < AbandonedRuns.MOST_CRASHES; crash++) {
                abandoned.recover();
                leaveAgain(newest().jobExecutionId(), "STARTED");
            }
            long third = newestExecution();
            abandoned.recover();

            assertThat(status(third)).isEqualTo("FAILED");
            assertThat(newestExecution()).isEqualTo(third);
        }

        private long newestExecution() {
            return jdbc.sql("SELECT max(job_execution_id) FROM batch_job_execution")
                    .query(Long.class)
                    .single();
        }
    }

    @Nested
    class ARunWhoseLeaseIsAlive {

        @Test
        void isNotTouched() {
            long id = left("STARTED", true, null);
            lease("1 minute");
            try {
                abandoned.recover();
                assertThat(status(id)).isEqualTo("STARTED");
            } finally {
                unlease();
            }
            abandoned.recover();
            assertThat(newest().status()).isEqualTo("COMPLETED");
        }
    }

    @Nested
    class ARunOfWhichNobodyKnowsHowItEnded {

        @Test
        void isFailedSoThatAnOperatorCanRestartIt() {
            long id = left("UNKNOWN", false, null);
            abandoned.recover();
            assertThat(status(id)).isEqualTo("FAILED");

            assertThat(runs.ended(launcher.restart(id, "operator")).status()).isEqualTo("COMPLETED");
        }

        @Test
        void isRestartedByAnOperatorAtOnce() {
            long id = left("UNKNOWN", false, null);

            RunReport restarted = runs.ended(launcher.restart(id, "operator"));
            assertThat(restarted.status()).isEqualTo("COMPLETED");
            assertThat(restarted.succeeded()).isEqualTo(ACCOUNTS);
        }

        @Test
        void isRefusedWhileItsLeaseLives() {
            long id = left("UNKNOWN", false, null);
            lease("1 minute");
            try {
                assertThatThrownBy(() -> launcher.restart(id, "operator"))
                        .isInstanceOf(RunAlreadyRunningException.class);
                assertThat(status(id)).isEqualTo("UNKNOWN");
            } finally {
                unlease();
            }
        }
    }
}
