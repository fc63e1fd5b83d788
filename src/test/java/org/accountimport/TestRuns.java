package org.accountimport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.IntakeInterruptedException;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Loads waves and runs jobs over them to their end, for tests of what stands there afterwards. */
@TestComponent
public class TestRuns {

    private final Intake intake;
    private final RunLauncher launcher;
    private final RunReports runs;
    private final JdbcClient jdbc;

    TestRuns(Intake intake, RunLauncher launcher, RunReports runs, JdbcClient jdbc) {
        this.intake = intake;
        this.launcher = launcher;
        this.runs = runs;
        this.jdbc = jdbc;
    }

    public void load(WaveName wave, String... payloads) {
        try {
            var result = intake.load(
                    wave,
                    new ByteArrayInputStream(String.join("\n", payloads).getBytes(UTF_8)),
                    "test",
                    progress -> {});
            assertThat(result.rejects()).isEmpty();
        } catch (IntakeInterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public RunReport dryRun(WaveName wave) {
        return run(RunKind.DRY_RUN, wave, false);
    }

    public RunReport importWave(WaveName wave) {
        return run(RunKind.IMPORT, wave, false);
    }

    public RunReport run(RunKind kind, WaveName wave, boolean retryErrored) {
        return ended(launcher.launch(new RunLauncher.Launch(kind, wave, retryErrored, "test")));
    }

    /** Waits until a run has ended and the next one may begin. */
    public RunReport ended(long jobExecutionId) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql("""
                        SELECT execution.end_time IS NOT NULL
                               AND NOT EXISTS (SELECT FROM wave_lease lease WHERE lease.job_execution_id = :execution)
                          FROM batch_job_execution execution
                         WHERE execution.job_execution_id = :execution
                        """)
                        .param("execution", jobExecutionId)
                        .query(Boolean.class)
                        .single());
        return runs.find(jobExecutionId).orElseThrow();
    }
}
