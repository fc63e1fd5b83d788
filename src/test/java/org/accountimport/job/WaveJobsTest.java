package org.accountimport.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.AccountImportProcess;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.Decision;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.ImportProcesses;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.UnknownWaveException;
import org.accountimport.wave.WaveReports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"account-import.job.chunk-size=10", "account-import.job.threads=2"})
@WithTestDatabase
class WaveJobsTest {

    @Autowired
    Intake intake;

    @Autowired
    RunLauncher launcher;

    @Autowired
    WaveReports reports;

    @Autowired
    RunReports runs;

    @Autowired
    ImportProcesses processes;

    @Autowired
    RunQueue queue;

    @Autowired
    WaveLeases leases;

    @Autowired
    LocalRuns localRuns;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private WaveName wave = new WaveName("NORLYS", "jobs");

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void letTheDatabaseAcceptEverything() {
        jdbc.sql("DROP TRIGGER IF EXISTS refuse ON account").update();
    }

    /** As the end of the JVM does it, whose first part is to stop what runs. */
    @Nested
    class AProcessThatIsToldToEnd {

        @AfterEach
        void goOn() {
            localRuns.start();
        }

        @Test
        void stopsWhatWasLaunchedAtTheLastMoment() throws IOException {
            loadValid(200);
            long launched = launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, false, "test"));
            localRuns.stop();
            RunReport stopped = runs.find(launched).orElseThrow();
            assertThat(stopped.status()).isEqualTo("STOPPED");
            assertThat(stopped.stopReason()).isEqualTo("shutdown");
        }

        @Test
        void launchesNothingMore() throws IOException {
            load(TestPayloads.wrong(number(1)));
            long ended = run(RunKind.DRY_RUN).jobExecutionId();
            localRuns.stop();
            assertThatThrownBy(() -> launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, false, "test")))
                    .isInstanceOf(ShuttingDownException.class)
                    .hasMessageContaining("launches nothing more");
            assertThatThrownBy(() -> launcher.restart(ended, "test")).isInstanceOf(ShuttingDownException.class);
            assertThat(leases.holdsAny()).isFalse();
            assertThat(runs.ofWave(wave, 10)).hasSize(1);
        }
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    private void loadValid(int accounts) throws IOException {
        load(IntStream.range(0, accounts)
                .mapToObj(i -> TestPayloads.valid(number(i)))
                .collect(Collectors.joining("\n")));
    }

    private void load(String lines) throws IOException {
        intake.load(wave, new ByteArrayInputStream(lines.getBytes(UTF_8)), "test", progress -> {});
    }

    private RunReport run(RunKind kind) {
        return ended(launcher.launch(new RunLauncher.Launch(kind, wave, false, "test")));
    }

    private RunReport ended(long execution) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        runs.find(execution).filter(run -> !run.isRunning()).isPresent()
                                && leases.find(waveId()).isEmpty());
        return runs.find(execution).orElseThrow();
    }

    private long waveId() {
        return jdbc.sql("SELECT id FROM wave WHERE name = :name")
                .param("name", wave.name())
                .query(Long.class)
                .single();
    }

    private Map<DecidedStatus, Long> counts() {
        return reports.countsByStatus(wave).entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private ImportStatus statusOf(String externalAccountNumber) {
        return processes.find("NORLYS", externalAccountNumber).orElseThrow().status();
    }

    private String errorOf(String externalAccountNumber) {
        return processes
                .find("NORLYS", externalAccountNumber)
                .map(AccountImportProcess::latestError)
                .map(ImportError::code)
                .orElseThrow();
    }

    private List<String> createdAccounts() {
        return jdbc.sql("""
                SELECT a.external_account_number
                  FROM account a JOIN import_process p ON p.id = a.import_process_id
                 WHERE p.wave_id = :wave ORDER BY p.id
                """).param("wave", waveId()).query(String.class).list();
    }

    /** Makes the database refuse an account with an error of this class, as long as the condition holds. */
    private void refuse(String externalAccountNumber, String sqlState, String condition) {
        jdbc.sql("""
                CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.external_account_number = '%s' AND %s THEN
                        RAISE EXCEPTION 'refused' USING ERRCODE = '%s';
                    END IF;
                    RETURN NEW;
                END $$
                """.formatted(externalAccountNumber, condition, sqlState)).update();
        jdbc.sql("CREATE TRIGGER refuse BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION refuse()")
                .update();
    }

    @Nested
    class ADryRun {

        @Test
        void decidesAboutEveryAccountAndCreatesNone() throws IOException {
            loadValid(45);
            load(TestPayloads.wrong(number(100)));

            RunReport run = run(RunKind.DRY_RUN);

            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(List.of(run.total(), run.succeeded(), run.errored(), run.leftAlone()))
                    .containsExactly(46L, 45L, 1L, 0L);
            assertThat(counts())
                    .isEqualTo(Map.of(DecidedStatus.DRY_RUN_SUCCEEDED, 45L, DecidedStatus.DRY_RUN_ERRORED, 1L));
            assertThat(createdAccounts()).isEmpty();
            assertThat(reports.violationsByCode(wave))
                    .containsExactly(new WaveReports.CodeCount("invalid_phone_number", 1, 1));
        }

        @Test
        void judgesAgainWhatAnEarlierOneJudged() throws IOException {
            load(TestPayloads.wrong(number(1)));
            run(RunKind.DRY_RUN);
            RunReport second = run(RunKind.DRY_RUN);

            assertThat(second.errored()).isEqualTo(1);
            assertThat(reports.violationsByCode(wave)).hasSize(1);
        }
    }

    @Nested
    class AnImport {

        @Test
        void createsEveryAccountOnceThatPassedItsDryRunOrHadNone() throws IOException {
            loadValid(25);
            load(TestPayloads.wrong(number(100)));
            run(RunKind.DRY_RUN);
            load(TestPayloads.valid(number(200)) + "\n" + TestPayloads.wrong(number(201)));

            RunReport run = run(RunKind.IMPORT);

            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(List.of(run.total(), run.succeeded(), run.errored())).containsExactly(27L, 26L, 1L);
            assertThat(counts())
                    .isEqualTo(Map.of(
                            DecidedStatus.PROCESSED,
                            26L,
                            DecidedStatus.DRY_RUN_ERRORED,
                            1L,
                            DecidedStatus.ERRORED,
                            1L));
            assertThat(createdAccounts()).hasSize(26).doesNotHaveDuplicates();
            assertThat(run(RunKind.IMPORT).total()).isZero();
            assertThat(createdAccounts()).hasSize(26);
        }

        @Test
        void takesFewerAccountsAtATimeWhenTheirPayloadsAreLarge() throws IOException {
            loadValid(40);
            assertThat(chunksOf(runOnOneThread())).isEqualTo(4);
            load(IntStream.range(0, 40)
                    .mapToObj(i -> "{" + " ".repeat(1_000_000)
                            + TestPayloads.valid(number(i)).substring(1))
                    .collect(Collectors.joining("\n")));
            // Four partitions of ten accounts, but no more than eight megabytes at a time.
            assertThat(chunksOf(runOnOneThread())).isEqualTo(8);
        }

        private RunReport runOnOneThread() {
            RunOptions options = new RunOptions(false, null, null, ErrorBudget.UNLIMITED, 10, 1, false);
            RunReport run = ended(launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, options, "test")));
            assertThat(run.succeeded()).isEqualTo(40);
            return run;
        }

        private long chunksOf(RunReport run) {
            return jdbc.sql("""
                    SELECT sum(commit_count)
                      FROM batch_step_execution
                     WHERE job_execution_id = :execution AND step_name LIKE '%:partition-%'
                    """)
                    .param("execution", run.jobExecutionId())
                    .query(Long.class)
                    .single();
        }

        @Test
        void ofAWaveWithoutWorkCompletes() throws IOException {
            load(TestPayloads.wrong(number(1)));
            run(RunKind.DRY_RUN);
            assertThat(run(RunKind.IMPORT).status()).isEqualTo("COMPLETED");
        }

        @Test
        void takesErroredAccountsAgainOnlyWhenAskedTo() throws IOException {
            load(TestPayloads.wrong(number(1)));
            run(RunKind.IMPORT);
            assertThat(run(RunKind.IMPORT).total()).isZero();

            RunReport again = ended(launcher.launch(new RunLauncher.Launch(RunKind.IMPORT, wave, true, "test")));
            assertThat(again.errored()).isEqualTo(1);
        }
    }

    @Nested
    class AnAccountThatTheDatabaseRefuses {

        @Test
        void isErroredAloneAndTheOthersAreImported() throws IOException {
            loadValid(30);
            refuse(number(7), "23514", "true");

            RunReport run = run(RunKind.IMPORT);

            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(List.of(run.succeeded(), run.errored())).containsExactly(29L, 1L);
            assertThat(statusOf(number(7))).isEqualTo(ImportStatus.ERRORED);
            assertThat(errorOf(number(7))).isEqualTo("unexpected_error");
            assertThat(createdAccounts()).hasSize(29);
        }

        @Test
        void isErroredAloneWhereKeysAreCheckedBySet() throws IOException {
            loadValid(240);
            jdbc.sql("ALTER TABLE account ADD CONSTRAINT refuse_ck CHECK (external_account_number NOT LIKE '%BySet-7')")
                    .update();
            RunOptions fourPartitions = new RunOptions(false, null, null, ErrorBudget.UNLIMITED, 100, 1, false);
            try {
                assertThat(runWith(fourPartitions).succeeded()).isEqualTo(239);
            } finally {
                jdbc.sql("ALTER TABLE account DROP CONSTRAINT refuse_ck").update();
            }
            assertThat(errorOf(number(7))).isEqualTo("unexpected_error");
            assertThat(createdAccounts()).hasSize(239).doesNotContain(number(7));
        }

        @Test
        void becauseOfADeadlockIsTriedAgain() throws IOException {
            loadValid(30);
            jdbc.sql("CREATE SEQUENCE IF NOT EXISTS attempts").update();
            refuse(number(7), "40P01", "nextval('attempts') = 1");

            RunReport run = run(RunKind.IMPORT);

            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(createdAccounts()).hasSize(30);
        }
    }

    @Nested
    class ARunThatFails {

        @Test
        void isContinuedByItsRestartAndNothingIsImportedTwice() throws IOException {
            loadValid(60);
            refuse(number(33), "57P01", "true");

            RunReport failed = run(RunKind.IMPORT);
            assertThat(failed.status()).isEqualTo("FAILED");
            assertThat(failed.succeeded()).isBetween(1L, 59L);
            assertThat(statusOf(number(33))).isEqualTo(ImportStatus.ERRORED);
            assertThat(errorOf(number(33))).isEqualTo("job_execution_failed");

            jdbc.sql("DROP TRIGGER refuse ON account").update();
            RunReport restarted = ended(launcher.restart(failed.jobExecutionId(), "test"));

            assertThat(restarted.status()).isEqualTo("COMPLETED");
            assertThat(restarted.total()).isEqualTo(60 - failed.succeeded());
            assertThat(restarted.succeeded()).isEqualTo(60 - failed.succeeded());
            assertThat(createdAccounts()).hasSize(60).doesNotHaveDuplicates();
        }

        @Test
        void isContinuedEvenIfItsProcessDiedWhilePartitionsWereBeingMade() throws IOException {
            loadValid(60);
            refuse(number(33), "57P01", "true");
            RunReport failed = run(RunKind.IMPORT);
            jdbc.sql("DROP TRIGGER refuse ON account").update();
            // What is left behind when a partition's step execution was stored, but not yet its context, and the rest
            // never was.
            jdbc.sql("""
                    UPDATE batch_step_execution_context
                       SET short_context = '{}', serialized_context = NULL
                     WHERE step_execution_id IN (SELECT step_execution_id FROM batch_step_execution
                                                  WHERE job_execution_id = :execution AND step_name LIKE 'import:%')
                    """).param("execution", failed.jobExecutionId()).update();

            RunReport restarted = ended(launcher.restart(failed.jobExecutionId(), "test"));

            assertThat(restarted.status()).isEqualTo("COMPLETED");
            assertThat(createdAccounts()).hasSize(60).doesNotHaveDuplicates();
        }

        @Test
        void cannotBeRestartedOnceItHasCompleted() throws IOException {
            loadValid(1);
            long completed = run(RunKind.IMPORT).jobExecutionId();
            assertThatThrownBy(() -> launcher.restart(completed, "test"))
                    .isInstanceOf(RunStateException.class)
                    .hasMessageContaining("has completed");
            assertThat(leases.find(waveId())).isEmpty();
        }
    }

    @Nested
    class TwoRunsOverOneWave {

        @Test
        void areRefusedWhileTheFirstIsUnderWay() throws IOException {
            loadValid(1);
            assertThat(leases.take(waveId(), "test")).isTrue();
            try {
                assertThatThrownBy(() -> run(RunKind.IMPORT)).isInstanceOf(RunAlreadyRunningException.class);
            } finally {
                leases.release(waveId());
            }
            assertThat(run(RunKind.IMPORT).succeeded()).isEqualTo(1);
        }

        @Test
        void ofADeadProcessDoNotMeet() throws IOException {
            loadValid(1);
            jdbc.sql("""
                    INSERT INTO wave_lease (wave_id, launched_by, holder, host, process_id, expires_at)
                    VALUES (:wave, 'test', 'dead', 'elsewhere', 1, now() - interval '1 second')
                    """).param("wave", waveId()).update();
            assertThat(run(RunKind.IMPORT).succeeded()).isEqualTo(1);
        }
    }

    private RunReport runWith(RunOptions options) {
        return ended(launcher.launch(new RunLauncher.Launch(RunKind.IMPORT, wave, options, "test")));
    }

    private static RunOptions options(@Nullable Long limit, @Nullable Instant until, ErrorBudget budget) {
        return new RunOptions(false, limit, until, budget, 10, 2, false);
    }

    private void loadWrong(int from, int to) throws IOException {
        load(IntStream.range(from, to)
                .mapToObj(i -> TestPayloads.wrong(number(i)))
                .collect(Collectors.joining("\n")));
    }

    @Nested
    class ACanary {

        @Test
        void takesTheFirstAccountsOfTheQueueAndItsRestartTheNext() throws IOException {
            loadValid(50);
            RunReport canary = runWith(options(15L, null, ErrorBudget.UNLIMITED));

            assertThat(canary.status()).isEqualTo("STOPPED");
            assertThat(canary.stopReason()).isEqualTo("limit");
            assertThat(createdAccounts())
                    .containsExactlyElementsOf(IntStream.range(0, 15)
                            .mapToObj(WaveJobsTest.this::number)
                            .toList());

            RunReport next = ended(launcher.restart(canary.jobExecutionId(), "test"));
            assertThat(next.stopReason()).isEqualTo("limit");
            assertThat(createdAccounts()).hasSize(30);
        }

        @Test
        void thatReachesTheEndOfTheWaveIsComplete() throws IOException {
            loadValid(15);
            assertThat(runWith(options(15L, null, ErrorBudget.UNLIMITED)).status())
                    .isEqualTo("COMPLETED");
        }
    }

    @Nested
    class AnErrorBudget {

        @Test
        void thatIsSpentStopsTheRunAndARestartGoesOn() throws IOException {
            loadWrong(0, 100);
            ErrorBudget budget = new ErrorBudget(new ErrorBudget.Limit(null, 20L), 1, Map.of());
            RunReport stopped = runWith(options(null, null, budget));

            assertThat(stopped.status()).isEqualTo("STOPPED");
            assertThat(stopped.stopReason()).isEqualTo("error_budget");
            assertThat(stopped.errored()).isBetween(20L, 40L);
            assertThat(ended(launcher.restart(stopped.jobExecutionId(), "test")).errored())
                    .isBetween(20L, 40L);
        }

        @Test
        void byShareCountsOnlyOnceTheSampleIsLargeEnough() throws IOException {
            loadWrong(0, 10);
            load(IntStream.range(10, 100)
                    .mapToObj(i -> TestPayloads.valid(number(i)))
                    .collect(Collectors.joining("\n")));
            ErrorBudget budget = new ErrorBudget(new ErrorBudget.Limit(0.11, null), 100, Map.of());
            assertThat(runWith(options(null, null, budget)).status()).isEqualTo("COMPLETED");
        }

        @Test
        void ofOneCodeLooksAtThatCodeOnly() throws IOException {
            loadWrong(0, 60);
            ErrorBudget.Limit limit = new ErrorBudget.Limit(null, 10L);
            assertThat(runWith(options(null, null, new ErrorBudget(null, 1, Map.of("required", limit))))
                            .status())
                    .isEqualTo("COMPLETED");
            loadWrong(100, 160);
            assertThat(runWith(options(null, null, new ErrorBudget(null, 1, Map.of("invalid_phone_number", limit))))
                            .stopReason())
                    .isEqualTo("error_budget");
        }
    }

    @Nested
    class AWindow {

        @Test
        void thatHasClosedStopsTheRunBetweenChunks() throws IOException {
            loadValid(400);
            refuse(number(0), "00000", "pg_sleep(0.5) IS NULL");
            RunReport stopped = runWith(options(null, Instant.now().plusMillis(400), ErrorBudget.UNLIMITED));

            assertThat(stopped.status()).isEqualTo("STOPPED");
            assertThat(stopped.stopReason()).isEqualTo("window_closed");
            RunReport restarted = ended(launcher.restart(stopped.jobExecutionId(), "test"));
            assertThat(restarted.status()).isEqualTo("COMPLETED");
            assertThat(createdAccounts()).hasSize(400).doesNotHaveDuplicates();
        }
    }

    @Nested
    class AStoppedRun {

        @Test
        void endsBetweenChunksAndIsContinuedByItsRestart() throws IOException {
            loadValid(400);
            refuse(number(0), "00000", "pg_sleep(0.2) IS NULL");
            long execution = launcher.launch(new RunLauncher.Launch(RunKind.IMPORT, wave, false, "test"));
            await().until(() ->
                    runs.find(execution).filter(run -> run.done() > 0).isPresent());
            launcher.stop(execution);

            RunReport stopped = ended(execution);
            assertThat(stopped.status()).isEqualTo("STOPPED");
            assertThat(stopped.stopReason()).isEqualTo("operator");
            assertThat(stopped.done()).isLessThan(400);

            RunReport restarted = ended(launcher.restart(execution, "test"));
            assertThat(restarted.status()).isEqualTo("COMPLETED");
            assertThat(createdAccounts()).hasSize(400).doesNotHaveDuplicates();
        }
    }

    @Test
    void anUnknownWaveIsRefused() {
        assertThatThrownBy(() -> run(RunKind.IMPORT)).isInstanceOf(UnknownWaveException.class);
    }

    @Test
    void anUnknownExecutionIsRefused() {
        assertThatThrownBy(() -> launcher.restart(1_000_000, "test")).isInstanceOf(UnknownRunException.class);
        assertThatThrownBy(() -> launcher.stop(1_000_000)).isInstanceOf(UnknownRunException.class);
    }

    @Test
    void aPayloadThatWasReplacedSinceItWasReadIsLeftAlone() throws IOException {
        loadValid(2);
        RunScope scope = new RunScope(1_000_000, 1_000_000, waveId(), RunKind.DRY_RUN, false);
        var read = queue.next(scope, 0, Long.MAX_VALUE, 10);
        load(TestPayloads.wrong(number(0)));

        var taken = transactions.execute(status -> queue.decide(
                scope,
                read.stream()
                        .map(payload -> Decision.dryRunSucceeded(payload.processId(), payload.version()))
                        .toList()));

        assertThat(taken).containsExactly(read.get(1).processId());
        assertThat(counts()).isEqualTo(Map.of(DecidedStatus.PENDING, 1L, DecidedStatus.DRY_RUN_SUCCEEDED, 1L));
    }
}
