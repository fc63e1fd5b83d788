package org.accountimport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.accountimport.TestPayloads;
import org.accountimport.api.ApiTest;
import org.accountimport.api.Calls;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.RunScope;
import org.accountimport.importprocess.StatusCounts;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveAccounts;
import org.accountimport.wave.WaveReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The status of an account, row by row of the mapping table in the HTTP contract, as a client sees it. States that a run can
 * be brought into are made by real runs; the others by the job repository.
 */
@ApiTest
class StatusMappingTest {

    @LocalServerPort
    int port;

    @Autowired
    Intake intake;

    @Autowired
    RunLauncher launcher;

    @Autowired
    WaveReports reports;

    @Autowired
    RunReports runReports;

    @Autowired
    WaveAccounts accounts;

    @Autowired
    StatusCounts counts;

    @Autowired
    WaveLeases leases;

    @Autowired
    WaveRuns runs;

    @Autowired
    JobRepository jobRepository;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    private Calls calls = new Calls(0);
    private WaveName wave = new WaveName("NORLYS", "mapping");
    private static int tests;

    @BeforeEach
    void useAWaveOfOnesOwn() {
        calls = new Calls(port);
        wave = new WaveName("NORLYS", "mapping " + ++tests);
    }

    @AfterEach
    void letTheDatabaseAcceptEverything() {
        jdbc.sql("DROP TRIGGER IF EXISTS mapping_refuse ON import_process").update();
    }

    private String number(String suffix) {
        return wave.name() + "-" + suffix;
    }

    private void load(String... payloads) throws IOException {
        String lines = Stream.of(payloads).collect(Collectors.joining("\n"));
        intake.load(wave, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "test", progress -> {});
    }

    private JsonNode account(String suffix) {
        return JsonMapper.shared()
                .readTree(calls.status("NORLYS", number(suffix)).body());
    }

    /** The account's status; the lists and the counts of its wave say the same. */
    private String status(String suffix) {
        String status = account(suffix).path("status").stringValue("");
        List<WaveAccounts.Account> listed = accounts.page(wave, ImportStatus.valueOf(status), null, null, 1_000)
                .accounts();
        assertThat(listed)
                .extracting(WaveAccounts.Account::externalAccountNumber)
                .contains(number(suffix));
        assertThat(counts.of(List.of(waveId())).get(waveId()))
                .containsEntry(ImportStatus.valueOf(status), (long) listed.size());
        return status;
    }

    private long waveId() {
        return jdbc.sql("SELECT id FROM wave WHERE name = :name")
                .param("name", wave.name())
                .query(Long.class)
                .single();
    }

    private long launch(RunKind kind, boolean retryErrored) {
        return launcher.launch(new RunLauncher.Launch(kind, wave, retryErrored, "test"));
    }

    private long run(RunKind kind) {
        return ended(launch(kind, false));
    }

    private long ended(long execution) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> runReports
                                .find(execution)
                                .filter(run -> !run.isRunning())
                                .isPresent()
                        && leases.find(waveId()).isEmpty());
        return execution;
    }

    /** An execution over all of the wave, in a state that no run can be held in, or that only an accident leaves behind. */
    private long execution(RunKind kind, BatchStatus status) {
        RunParameters parameters =
                new RunParameters(wave, waveId(), false, "test", 10, 1, null, null, ErrorBudget.UNLIMITED, false, null);
        JobParameters jobParameters = parameters.toJobParameters(jdbc.sql("SELECT nextval('wave_run_number_seq')")
                .query(Long.class)
                .single());
        JobInstance instance = jobRepository.createJobInstance(kind.jobName(), jobParameters);
        JobExecution execution = jobRepository.createJobExecution(instance, jobParameters, new ExecutionContext());
        long lastId =
                jdbc.sql("SELECT max(id) FROM import_process").query(Long.class).single();
        RunScope scope = new RunScope(execution.getId(), execution.getId(), waveId(), kind, false);
        runs.open(new WaveRuns.WaveRun(scope, List.of(lastId)), instance.getInstanceId(), 1, "test");
        execution.setStatus(status);
        jobRepository.update(execution);
        return execution.getId();
    }

    private interface Held {
        void whileHeld() throws Exception;
    }

    /** Launches a run that begins but gets to no account as long as this lasts. */
    private void whileUnderWay(RunKind kind, Held held) throws Exception {
        whileUnderWay(() -> launch(kind, false), held);
    }

    private void whileUnderWay(LongSupplier launch, Held held) throws Exception {
        long execution;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE batch_step_execution IN EXCLUSIVE MODE");
            execution = launch.getAsLong();
            try {
                await().until(() -> runReports
                        .find(execution)
                        .filter(run -> run.status().equals("STARTED"))
                        .isPresent());
                held.whileHeld();
            } finally {
                connection.rollback();
            }
        }
        ended(execution);
    }

    /** Makes the database refuse every decision, so that a run cannot but fail. */
    private void refuseDecisions() {
        jdbc.sql("""
                CREATE OR REPLACE FUNCTION mapping_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'refused' USING ERRCODE = 'XX000';
                END $$
                """).update();
        jdbc.sql("""
                CREATE TRIGGER mapping_refuse BEFORE UPDATE ON import_process
                   FOR EACH ROW EXECUTE FUNCTION mapping_refuse()
                """).update();
    }

    @Nested
    class NothingDecided {

        @Test
        void withoutAnExecutionIsPending() throws IOException {
            load(TestPayloads.valid(number("a")));
            assertThat(status("a")).isEqualTo("PENDING");
            assertThat(account("a").path("latest_error").isNull()).isTrue();
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                DRY_RUN, STOPPED
                DRY_RUN, ABANDONED
                IMPORT,  STOPPED
                IMPORT,  ABANDONED
                """)
        void underAnEndedExecutionIsPending(RunKind kind, BatchStatus ended) throws IOException {
            load(TestPayloads.valid(number("a")));
            execution(kind, ended);
            assertThat(status("a")).isEqualTo("PENDING");
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                DRY_RUN, STARTING
                DRY_RUN, STARTED
                DRY_RUN, STOPPING
                IMPORT,  STARTING
                IMPORT,  STARTED
                IMPORT,  STOPPING
                """)
        void underALiveExecutionIsInProgress(RunKind kind, BatchStatus live) throws IOException {
            load(TestPayloads.valid(number("a")));
            execution(kind, live);
            assertThat(status("a")).isEqualTo("IN_PROGRESS");
        }

        @ParameterizedTest
        @EnumSource(
                value = RunKind.class,
                names = {"DRY_RUN", "IMPORT"})
        void underARunThatHasBegunIsInProgress(RunKind kind) throws Exception {
            load(TestPayloads.valid(number("a")));
            whileUnderWay(kind, () -> assertThat(status("a")).isEqualTo("IN_PROGRESS"));
            assertThat(status("a")).isEqualTo(kind == RunKind.IMPORT ? "PROCESSED" : "DRY_RUN_SUCCEEDED");
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                DRY_RUN, FAILED,  DRY_RUN_ERRORED
                DRY_RUN, UNKNOWN, DRY_RUN_ERRORED
                IMPORT,  FAILED,  ERRORED
                IMPORT,  UNKNOWN, ERRORED
                """)
        void underAFailedExecutionIsErroredAndNamesIt(RunKind kind, BatchStatus failed, String status)
                throws IOException {
            load(TestPayloads.valid(number("a")));
            long execution = execution(kind, failed);
            JsonNode account = account("a");
            assertThat(account.path("status").stringValue("")).isEqualTo(status);
            assertThat(account.at("/latest_error/code").stringValue("")).isEqualTo("job_execution_failed");
            assertThat(account.at("/latest_error/detail").stringValue(""))
                    .contains("ob execution " + execution, "restart");
            assertThat(account.at("/latest_error/domain").stringValue("")).isEqualTo("account_import");
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                DRY_RUN, DRY_RUN_ERRORED
                IMPORT,  ERRORED
                """)
        void underARunThatFailedIsErroredUntilItIsRestarted(RunKind kind, String status) throws Exception {
            load(TestPayloads.valid(number("a")));
            refuseDecisions();
            long execution = run(kind);
            assertThat(runReports.find(execution).orElseThrow().status()).isEqualTo("FAILED");
            assertThat(status("a")).isEqualTo(status);

            letTheDatabaseAcceptEverything();
            ended(launcher.restart(execution, "test"));
            assertThat(status("a")).isEqualTo(kind == RunKind.IMPORT ? "PROCESSED" : "DRY_RUN_SUCCEEDED");
        }

        @Test
        void ofAPayloadThatCameAfterTheExecutionIsPending() throws IOException {
            load(TestPayloads.valid(number("a")));
            execution(RunKind.IMPORT, BatchStatus.FAILED);
            load(TestPayloads.valid(number("b")));
            assertThat(status("a")).isEqualTo("ERRORED");
            assertThat(status("b")).isEqualTo("PENDING");
        }

        @Test
        void ofAPayloadThatWasReplacedAfterAFailureIsInProgressUnderTheRestart() throws Exception {
            load(TestPayloads.valid(number("a")));
            refuseDecisions();
            long execution = run(RunKind.IMPORT);
            letTheDatabaseAcceptEverything();
            load(TestPayloads.edited(number("a"), payload -> payload.put("billing_name", "Another")));
            assertThat(status("a")).isEqualTo("PENDING");

            whileUnderWay(
                    () -> launcher.restart(execution, "test"),
                    () -> assertThat(status("a")).isEqualTo("IN_PROGRESS"));
            assertThat(status("a")).isEqualTo("PROCESSED");
        }

        @Test
        void isPendingAgainWhenThePayloadIsSentAgainAfterAFailure() throws IOException {
            load(TestPayloads.valid(number("a")));
            execution(RunKind.IMPORT, BatchStatus.FAILED);
            assertThat(calls.post(Calls.SCHEDULE, "{\"payload\":" + TestPayloads.valid(number("a")) + "}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(status("a")).isEqualTo("PENDING");
        }
    }

    @Nested
    class ADryRunDecided {

        @Test
        void isWhatItDecided() throws IOException {
            load(TestPayloads.valid(number("valid")), TestPayloads.wrong(number("wrong")));
            run(RunKind.DRY_RUN);

            assertThat(status("valid")).isEqualTo("DRY_RUN_SUCCEEDED");
            assertThat(account("valid").path("latest_error").isNull()).isTrue();
            assertThat(status("wrong")).isEqualTo("DRY_RUN_ERRORED");
            assertThat(account("wrong").path("latest_error").toString())
                    .isEqualTo("{\"code\":\"invalid_phone_number\","
                            + "\"detail\":\"customers.0.landline: abcde is not a valid phone number\","
                            + "\"domain\":\"account_import\"}");
            assertThat(account("wrong").at("/latest_event/event").stringValue(""))
                    .isEqualTo("EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_ERRORED");
        }

        @Test
        void saysHowManyViolationsThereAreWhenThereAreSeveral() throws IOException {
            load(TestPayloads.edited(
                    number("a"), payload -> payload.put("zzz", 1).put("zzzz", 2)));
            run(RunKind.DRY_RUN);
            assertThat(account("a").at("/latest_error/code").stringValue("")).isEqualTo("account_failed_validation");
            assertThat(account("a").at("/latest_error/detail").stringValue("")).contains("2");
        }

        @Test
        void isInProgressWhileANewerImportHasNotComeToIt() throws Exception {
            load(TestPayloads.valid(number("valid")), TestPayloads.wrong(number("wrong")));
            run(RunKind.DRY_RUN);
            whileUnderWay(RunKind.IMPORT, () -> {
                assertThat(status("valid")).isEqualTo("IN_PROGRESS");
                // An import passes over what its dry run found wrong.
                assertThat(status("wrong")).isEqualTo("DRY_RUN_ERRORED");
            });
            assertThat(status("valid")).isEqualTo("PROCESSED");
            assertThat(status("wrong")).isEqualTo("DRY_RUN_ERRORED");
        }

        @Test
        void isInProgressWhileANewerDryRunHasNotComeToIt() throws Exception {
            load(TestPayloads.wrong(number("a")));
            run(RunKind.DRY_RUN);
            whileUnderWay(RunKind.DRY_RUN, () -> assertThat(status("a")).isEqualTo("IN_PROGRESS"));
            assertThat(status("a")).isEqualTo("DRY_RUN_ERRORED");
        }

        @ParameterizedTest
        @EnumSource(
                value = BatchStatus.class,
                names = {"COMPLETED", "STOPPED", "FAILED", "ABANDONED", "UNKNOWN"})
        void staysWhateverANewerExecutionEndedAs(BatchStatus ended) throws IOException {
            load(TestPayloads.valid(number("a")));
            run(RunKind.DRY_RUN);
            execution(RunKind.IMPORT, ended);
            assertThat(status("a")).isEqualTo("DRY_RUN_SUCCEEDED");
        }
    }

    @Nested
    class AnImportDecided {

        @Test
        void isProcessedOnceTheAccountIsCreatedWhateverRunsThen() throws Exception {
            load(TestPayloads.valid(number("a")));
            run(RunKind.IMPORT);
            JsonNode account = account("a");
            assertThat(account.path("status").stringValue("")).isEqualTo("PROCESSED");
            assertThat(account.path("kraken_identifier").stringValue("")).matches("A-[0-9A-F]{8}");
            assertThat(account.path("latest_error").isNull()).isTrue();
            for (BatchStatus any : BatchStatus.values()) {
                execution(RunKind.IMPORT, any);
                assertThat(status("a")).isEqualTo("PROCESSED");
            }
        }

        @Test
        void isAnsweredAsAlreadyImportedWithTheAccountsNumber() throws Exception {
            load(TestPayloads.valid(number("a")));
            run(RunKind.IMPORT);
            assertThat(calls.post(Calls.SCHEDULE, "{\"payload\":" + TestPayloads.valid(number("a")) + "}")
                            .body())
                    .isEqualTo("{\"non_field_errors\":{\"detail\":\"The account import process with the account number "
                            + number("a") + " has already been imported.\","
                            + "\"code\":\"account_import_process_already_imported\"},\"account_id\":\""
                            + account("a").path("kraken_identifier").stringValue("") + "\"}");
        }

        @Test
        void isErroredWhateverRunsThenUntilItIsReplaced() throws Exception {
            load(TestPayloads.wrong(number("a")));
            run(RunKind.IMPORT);
            assertThat(status("a")).isEqualTo("ERRORED");
            assertThat(account("a").at("/latest_error/code").stringValue("")).isEqualTo("invalid_phone_number");
            for (BatchStatus any : BatchStatus.values()) {
                execution(RunKind.IMPORT, any);
                assertThat(status("a")).isEqualTo("ERRORED");
                assertThat(account("a").at("/latest_error/code").stringValue(""))
                        .isEqualTo("invalid_phone_number");
            }
            jdbc.sql(
                            "UPDATE batch_job_execution SET status = 'STOPPED' WHERE status IN ('STARTING', 'STARTED', 'STOPPING')")
                    .update();
            assertThat(calls.post(Calls.SCHEDULE, "{\"payload\":" + TestPayloads.valid(number("a")) + "}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(status("a")).isEqualTo("PENDING");
        }

        @Test
        void isErroredUntilItIsRetried() throws Exception {
            load(TestPayloads.wrong(number("a")));
            run(RunKind.IMPORT);
            long first = jdbc.sql("SELECT decided_by FROM import_process WHERE external_account_number = :number")
                    .param("number", number("a"))
                    .query(Long.class)
                    .single();
            long retried = ended(launch(RunKind.IMPORT, true));
            assertThat(status("a")).isEqualTo("ERRORED");
            assertThat(retried).isGreaterThan(first);
            assertThat(jdbc.sql("SELECT decided_by FROM import_process WHERE external_account_number = :number")
                            .param("number", number("a"))
                            .query(Long.class)
                            .single())
                    .isEqualTo(retried);
        }
    }

    @Nested
    class AWithdrawnAccount {

        private void withdraw(String suffix) {
            jdbc.sql("UPDATE import_process SET status = 'CANCELLED' WHERE external_account_number = :number")
                    .param("number", number(suffix))
                    .update();
        }

        @ParameterizedTest
        @EnumSource(BatchStatus.class)
        void isCancelledWhateverRuns(BatchStatus any) throws IOException {
            load(TestPayloads.valid(number("a")));
            withdraw("a");
            execution(RunKind.IMPORT, any);
            assertThat(status("a")).isEqualTo("CANCELLED");
            assertThat(account("a").path("latest_error").isNull()).isTrue();
        }

        @Test
        void mayBeScheduledAnew() throws IOException {
            load(TestPayloads.valid(number("a")));
            withdraw("a");
            assertThat(calls.post(Calls.SCHEDULE, "{\"payload\":" + TestPayloads.valid(number("a")) + "}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(status("a")).isEqualTo("PENDING");
        }
    }

    @Test
    void anAccountThatARunningJobHoldsIsNotReplaced() throws Exception {
        load(TestPayloads.valid(number("a")));
        String changed = TestPayloads.edited(number("a"), payload -> payload.put("billing_name", "Another"));
        whileUnderWay(RunKind.IMPORT, () -> {
            var answer = calls.post(Calls.SCHEDULE, "{\"payload\":" + changed + "}");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"detail\":\"A running job holds this account; send it again when the job has ended.\","
                                    + "\"code\":\"account_import_process_in_progress\"}");
        });
        assertThat(status("a")).isEqualTo("PROCESSED");
    }
}
