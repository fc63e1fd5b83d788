package org.accountimport.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.accountimport.TestPayloads;
import org.accountimport.api.Calls;
import org.accountimport.database.OwnServer;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * What the database does to a server that imports: it dies, hangs up, has no room, prefers others. Whatever it is, each account
 * is there exactly once in the end, and the application goes on by itself. On a PostgreSQL of its own.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "account-import.job.chunk-size=20",
            "account-import.job.threads=2",
            "account-import.job.lease.validity=3s",
            "account-import.job.lease.renewal=500ms",
            "account-import.job.lease.recovery=500ms",
            "account-import.limits.accounts-at-once=50",
            "spring.datasource.hikari.connection-timeout=1000"
        })
@ActiveProfiles("serve")
@ContextConfiguration(initializers = OwnServer.ForContext.class)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class DatabaseFaultsTest extends FaultyDatabase {

    private static final int ACCOUNTS = 400;
    private static final String ITS_END = "OLD.end_time IS NULL AND NEW.end_time IS NOT NULL";
    private static final String TERMINATE = "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5);";

    @Autowired
    DataSource dataSource;

    @Autowired
    JumpingClock clock;

    private WaveName wave = new WaveName("NORLYS", "faults");
    private Calls calls = new Calls(0);

    /** A clock that somebody sets. */
    static final class JumpingClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void jump(Duration distance) {
            ahead = distance;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @TestConfiguration
    static class OtherClock {

        @Bean
        @Primary
        JumpingClock jumpingClock() {
            return new JumpingClock();
        }
    }

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName());
        calls = new Calls(port);
    }

    @AfterEach
    void letAllBeAsItWas() {
        clock.jump(Duration.ZERO);
        jdbc.sql("DROP TRIGGER IF EXISTS hindered ON account").update();
        jdbc.sql("DROP TRIGGER IF EXISTS hindered ON batch_job_execution").update();
        jdbc.sql("DROP TRIGGER IF EXISTS hindered ON wave_run").update();
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    private void load(int accounts) throws IOException {
        load(wave, lines(wave.name() + "-", accounts));
    }

    /** Has every account that is created do something first. */
    private void hinder(String plpgsql) {
        jdbc.sql("""
                CREATE OR REPLACE FUNCTION hinder() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    %s
                    RETURN NEW;
                END $$
                """.formatted(plpgsql)).update();
        jdbc.sql("CREATE TRIGGER hindered BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION hinder()")
                .update();
    }

    /** Has an update do something first, for the first times that it is tried. */
    private void hinderUpdates(String table, String condition, int times, String plpgsql) {
        jdbc.sql("CREATE SEQUENCE IF NOT EXISTS hindrances").update();
        jdbc.sql("ALTER SEQUENCE hindrances RESTART").update();
        jdbc.sql("""
                CREATE OR REPLACE FUNCTION hinder_update() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('hindrances') <= %d THEN
                        %s
                    END IF;
                    RETURN NEW;
                END $$
                """.formatted(times, plpgsql)).update();
        jdbc.sql("""
                CREATE TRIGGER hindered BEFORE UPDATE ON %s
                   FOR EACH ROW WHEN (%s) EXECUTE FUNCTION hinder_update()
                """.formatted(table, condition)).update();
    }

    private long launch() {
        return launch(wave);
    }

    private long imported() {
        return jdbc.sql("""
                SELECT count(*)
                  FROM account
                  JOIN import_process process ON process.id = import_process_id
                  JOIN wave ON wave.id = wave_id AND wave.name = :wave
                """).param("wave", wave.name()).query(Long.class).single();
    }

    private void awaitImported(long accounts) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> imported() >= accounts);
    }

    private RunReport ended(long execution) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> jdbc.sql("""
                        SELECT end_time IS NOT NULL
                               AND NOT EXISTS (SELECT FROM wave_lease WHERE job_execution_id = :execution)
                          FROM batch_job_execution
                         WHERE job_execution_id = :execution
                        """)
                        .param("execution", execution)
                        .query(Boolean.class)
                        .single());
        return runs.find(execution).orElseThrow();
    }

    private Map<String, Long> statuses() {
        return jdbc
                .sql("""
                        SELECT status, count(*) AS accounts
                          FROM import_process JOIN wave ON wave.id = wave_id AND wave.name = :wave
                         GROUP BY status
                        """)
                .param("wave", wave.name())
                .query((row, number) -> Map.entry(row.getString("status"), row.getLong("accounts")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private long sum(String sql) {
        return jdbc.sql(sql).param("wave", wave.name()).query(Long.class).single();
    }

    private void assertEveryAccountExactlyOnce(long accounts) {
        assertThat(statuses()).isEqualTo(Map.of("PROCESSED", accounts));
        assertCounts(accounts, accounts);
    }

    private void assertCounts(long created, long decided) {
        assertThat(imported()).isEqualTo(created);
        assertThat(sum("""
                SELECT count(DISTINCT process.external_account_number)
                  FROM account
                  JOIN import_process process ON process.id = import_process_id
                                             AND process.account_number = account.account_number
                  JOIN wave ON wave.id = wave_id AND wave.name = :wave
                """)).isEqualTo(created);
        assertThat(sum("""
                SELECT coalesce(sum(succeeded + errored), 0)
                  FROM wave_run_partition
                  JOIN wave_run USING (job_execution_id)
                  JOIN wave ON wave.id = wave_run.wave_id AND wave.name = :wave
                """)).isEqualTo(decided);
        assertThat(sum("""
                SELECT count(*)
                  FROM import_event
                  JOIN import_process process ON process.id = process_id
                  JOIN wave ON wave.id = wave_id AND wave.name = :wave
                 WHERE event LIKE '%PROCESSED' OR event LIKE '%ERRORED'
                """)).isEqualTo(decided);
        assertThat(reconciliations.reconcile(wave, null).differences()).isEmpty();
    }

    private void assertHealthy() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> calls.get("/actuator/health/readiness").statusCode() == 200);
        assertThat(calls.status("NORLYS", number(0)).statusCode()).isEqualTo(200);
    }

    @Test
    void aKilledDatabaseIsWaitedForAndTheImportGoesOn(CapturedOutput log) throws IOException {
        Duration away = Duration.ofSeconds(Integer.getInteger("test.away-seconds", 4));
        load(ACCOUNTS);
        hinder("PERFORM pg_sleep(0.005);");
        long run = launch();
        awaitImported(60);
        OwnServer.kill();
        Instant back = Instant.now().plus(away);
        try {
            HttpResponse<String> answer = calls.status("NORLYS", number(0));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("\\d+");
            assertThat(calls.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(calls.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            await().atMost(away.plusSeconds(10)).until(() -> Instant.now().isAfter(back));
        } finally {
            OwnServer.start();
        }
        assertHealthy();
        assertThat(ended(run).status()).isEqualTo("COMPLETED");
        assertEveryAccountExactlyOnce(ACCOUNTS);
        assertThat(log.getAll()).contains("was broken off", "The database is away", "waiting for it");
    }

    @Test
    void connectionsThatAreTerminatedAgainAndAgainCostNothing(CapturedOutput log) throws Exception {
        load(ACCOUNTS);
        // Longer than the terminations go on, so that they meet partitions.
        hinder("PERFORM pg_sleep(0.006);");
        long run = launch();
        awaitImported(20);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService saboteur = Executors.newSingleThreadExecutor();
        try (Connection own = OwnServer.database().dataSource().getConnection();
                Statement statement = own.createStatement()) {
            Future<Integer> terminated = saboteur.submit(() -> {
                int times = 0;
                while (!over.get() && times < 8) {
                    statement.execute("""
                            SELECT pg_terminate_backend(pid)
                              FROM pg_stat_activity
                             WHERE application_name = 'account-import' AND state <> 'idle' AND pid <> pg_backend_pid()
                            """);
                    times++;
                    statement.execute("SELECT pg_sleep(0.4)");
                }
                return times;
            });
            RunReport ended = ended(run);
            over.set(true);
            assertThat(terminated.get()).isGreaterThan(2);
            if (!ended.status().equals("COMPLETED")) { // hit while the run itself, not a partition, was writing
                ended = ended(launcher.restart(run, "test"));
            }
            assertThat(ended.status()).isEqualTo("COMPLETED");
        } finally {
            over.set(true);
            saboteur.shutdownNow();
        }
        assertEveryAccountExactlyOnce(ACCOUNTS);
        assertThat(log.getAll())
                .contains("was broken off")
                .doesNotContain("failed unexpectedly", "importing them one by one");
        assertHealthy();
    }

    @Test
    void aRunWhoseConnectionIsTerminatedWhileItWritesItsEndWritesItAgain(CapturedOutput log) throws IOException {
        load(20);
        hinderUpdates("batch_job_execution", ITS_END, 2, TERMINATE);
        assertThat(ended(launch()).status()).isEqualTo("COMPLETED");
        assertEveryAccountExactlyOnce(20);
        assertThat(log.getAll()).contains("waiting for it").doesNotContain("failed unexpectedly");
    }

    @Test
    void aRunWhoseConnectionIsTerminatedWhileItIsSummedUpIsSummedUp() throws IOException {
        load(20);
        hinderUpdates("wave_run", "NEW.stop_reason IS NOT NULL", 2, TERMINATE);
        long run = launcher.launch(new RunLauncher.Launch(
                RunKind.IMPORT,
                wave,
                new RunOptions(false, 10L, null, ErrorBudget.UNLIMITED, null, null, false),
                "test"));
        RunReport ended = ended(run);
        assertThat(List.of(ended.status(), String.valueOf(ended.stopReason()))).containsExactly("STOPPED", "limit");
        assertThat(statuses()).isEqualTo(Map.of("PROCESSED", 10L, "PENDING", 10L));
    }

    /** As when somebody stops it between the reading of its version and the writing. */
    @Test
    void aRunThatIsWrittenToWhileItWritesItsEndWritesItAgain(CapturedOutput log) throws IOException {
        load(20);
        hinderUpdates("batch_job_execution", ITS_END, 3, "RETURN NULL;");
        assertThat(ended(launch()).status()).isEqualTo("COMPLETED");
        assertEveryAccountExactlyOnce(20);
        assertThat(log.getAll()).doesNotContain("failed unexpectedly");
    }

    @Test
    void aRunThatCannotWriteItsEndIsRecoveredAndRestarted(CapturedOutput log) throws IOException {
        load(20);
        hinderUpdates("batch_job_execution", ITS_END, 1, "RAISE EXCEPTION 'no' USING ERRCODE = '23514';");
        long run = launch();
        assertThat(ended(run).status()).isEqualTo("FAILED");
        assertThat(log.getAll()).contains("Job execution " + run + " claims to run, but its process is gone");
        assertThat(ended(launcher.restart(run, "test")).status()).isEqualTo("COMPLETED");
        assertEveryAccountExactlyOnce(20);
    }

    @Test
    void anUploadWhoseConnectionIsTerminatedIsToldToComeAgain() throws Exception {
        jdbc.sql("""
                CREATE OR REPLACE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'
                """).update();
        jdbc.sql("""
                CREATE OR REPLACE TRIGGER dawdling BEFORE INSERT ON import_process
                   FOR EACH STATEMENT EXECUTE FUNCTION dawdle()
                """).update();
        ExecutorService client = Executors.newSingleThreadExecutor();
        try {
            Future<HttpResponse<String>> answer = client.submit(this::upload);
            await().until(() -> {
                OwnServer.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
                return answer.isDone();
            });
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(503);
            assertThat(answer.get().body()).contains("The database cannot be reached at the moment");
        } finally {
            client.shutdownNow();
            jdbc.sql("DROP TRIGGER dawdling ON import_process").update();
        }
        assertThat(upload().statusCode()).isEqualTo(200);
        assertThat(statuses()).isEqualTo(Map.of("PENDING", 10L));
    }

    private HttpResponse<String> upload() {
        return calls.post(
                "/v2/data-import/waves/NORLYS/" + wave.name() + "/accounts/",
                lines(wave.name() + "-", 10).getBytes(UTF_8),
                "Content-Type",
                "application/x-ndjson");
    }

    /** Two sessions that each wait for what the other has: PostgreSQL ends the one that has waited for longer, ours. */
    @Test
    void aDeadlockWithAnotherSessionCostsNothing(CapturedOutput log) throws Exception {
        load(100);
        jdbc.sql("CREATE TABLE IF NOT EXISTS coveted (id int PRIMARY KEY)").update();
        jdbc.sql("INSERT INTO coveted VALUES (1) ON CONFLICT DO NOTHING").update();
        hinder("IF NEW.external_account_number LIKE '%-5' THEN PERFORM FROM coveted WHERE id = 1 FOR UPDATE; END IF;");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = OwnServer.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT FROM coveted WHERE id = 1 FOR UPDATE");
            long run = launch();
            await().atMost(Duration.ofSeconds(10)).until(() -> waitingForLocks() > 0);
            Future<Boolean> blocked = other.submit(() -> statement.execute("""
                    SELECT FROM import_process
                     WHERE external_account_number = '%s' FOR UPDATE
                    """.formatted(number(5))));
            assertThat(blocked.get()).isTrue();
            connection.rollback();
            assertThat(ended(run).status()).isEqualTo("COMPLETED");
        } finally {
            other.shutdownNow();
        }
        assertThat(log.getAll()).contains("A chunk met a deadlock");
        assertEveryAccountExactlyOnce(100);
    }

    private long waitingForLocks() {
        return jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    @Test
    void aSerializationFailureInAChunkIsTriedAgain() throws IOException {
        load(100);
        jdbc.sql("CREATE SEQUENCE IF NOT EXISTS serialization_failures").update();
        hinder("""
                IF NEW.external_account_number LIKE '%-5' AND nextval('serialization_failures') < 3 THEN
                    RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
                END IF;
                """);
        assertThat(ended(launch()).status()).isEqualTo("COMPLETED");
        assertEveryAccountExactlyOnce(100);
    }

    /** Spring Batch launches in serializable transactions, which PostgreSQL ends when they come into each other's way. */
    @Test
    void launchesInEachOthersWayAllSucceed() throws Exception {
        int waves = 12;
        String name = wave.name();
        for (int i = 0; i < waves; i++) {
            wave = new WaveName("NORLYS", name + i);
            load(5);
        }
        List<Long> launched = together(IntStream.range(0, waves)
                .<Callable<Long>>mapToObj(i -> () -> launch(new WaveName("NORLYS", name + i)))
                .toList());
        assertThat(launched).doesNotHaveDuplicates();
        for (int i = 0; i < waves; i++) {
            wave = new WaveName("NORLYS", name + i);
            assertThat(ended(launched.get(i)).status()).isEqualTo("COMPLETED");
            assertEveryAccountExactlyOnce(5);
        }
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPoisonAccountIsErroredAloneUnderAnErrorId(CapturedOutput log) throws IOException {
        load(100);
        jdbc.sql("ALTER TABLE account ADD CONSTRAINT poison_ck CHECK (external_account_number <> '" + number(42) + "')")
                .update();
        try {
            RunReport run = ended(launch());
            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(List.of(run.succeeded(), run.errored())).containsExactly(99L, 1L);
        } finally {
            jdbc.sql("ALTER TABLE account DROP CONSTRAINT poison_ck").update();
        }
        assertThat(statuses()).isEqualTo(Map.of("PROCESSED", 99L, "ERRORED", 1L));
        assertCounts(99, 100);
        String status = calls.status("NORLYS", number(42)).body();
        assertThat(status).contains("\"code\":\"unexpected_error\"").doesNotContain("poison");
        String errorId = status.replaceFirst("(?s).*error id ([0-9a-f-]{36}).*", "$1");
        assertThat(log.getAll()).contains(errorId).contains("one by one");
    }

    @Test
    void aClockThatJumpsByHoursRecoversNothingThatLives() throws IOException {
        load(ACCOUNTS);
        hinder("PERFORM pg_sleep(0.01);");
        long run = launch();
        awaitImported(20);
        clock.jump(Duration.ofHours(6));
        awaitImported(120);
        clock.jump(Duration.ofHours(-6));
        assertThat(ended(run).status()).isEqualTo("COMPLETED");
        assertThat(sum("""
                SELECT count(*)
                  FROM wave_run JOIN wave ON wave.id = wave_id AND wave.name = :wave
                 WHERE stop_reason IS NOT NULL OR job_execution_id <> %d
                """.formatted(run))).isZero();
        assertEveryAccountExactlyOnce(ACCOUNTS);
    }

    @Test
    void fiftyClientsThatScheduleAnAccountWhileItIsImportedAgreeOnOnePayload() throws Exception {
        load(40);
        hinder("PERFORM pg_sleep(0.02);");
        String contested = number(25);
        long run = launch();
        Set<Integer> accepted = ConcurrentHashMap.newKeySet();
        List<Integer> answers = together(IntStream.range(0, 50)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    HttpResponse<String> answer = calls.post(
                            Calls.SCHEDULE,
                            "{\"payload\":"
                                    + TestPayloads.edited(contested, edit -> edit.put("billing_name", "Version " + i))
                                    + "}");
                    if (answer.statusCode() == 201) {
                        accepted.add(i);
                    } else if (answer.statusCode() == 400) {
                        assertThat(answer.body()).contains("account_import_process_already_imported");
                    }
                    return answer.statusCode();
                })
                .toList());
        assertThat(answers).isSubsetOf(201, 400, 409);
        ended(run);
        long processes = jdbc.sql("SELECT count(*) FROM import_process WHERE external_account_number = :number")
                .param("number", contested)
                .query(Long.class)
                .single();
        long payloads =
                jdbc.sql("""
                SELECT count(*)
                  FROM import_payload JOIN import_process ON id = process_id
                 WHERE external_account_number = :number AND version = payload_version
                """).param("number", contested).query(Long.class).single();
        assertThat(List.of(processes, payloads)).containsExactly(1L, 1L);
        if (statuses().containsKey("PENDING")) {
            assertThat(statuses()).isEqualTo(Map.of("PROCESSED", 39L, "PENDING", 1L));
            assertThat(accepted).isNotEmpty();
            ended(launch());
        }
        assertThat(statuses()).isEqualTo(Map.of("PROCESSED", 40L));
        assertThat(reconciliations.reconcile(wave, null).differences()).isEmpty();
    }

    @Test
    void aStormOfRestartsMakesOneRun() throws Exception {
        load(60);
        hinder(
                "IF NEW.external_account_number LIKE '%-33' THEN RAISE EXCEPTION 'down' USING ERRCODE = '57P01'; END IF;");
        long failed = launch();
        assertThat(ended(failed).status()).isEqualTo("FAILED");
        hinderNoMore();
        hinder("PERFORM pg_sleep(0.02);");
        List<String> outcomes = together(IntStream.range(0, 24)
                .<Callable<String>>mapToObj(i -> () -> {
                    try {
                        return i % 3 == 0 ? "run " + launch() : "run " + launcher.restart(failed, "test");
                    } catch (RunAlreadyRunningException | RunStateException e) {
                        return String.valueOf(e.getMessage());
                    }
                })
                .toList());
        List<String> begun =
                outcomes.stream().filter(outcome -> outcome.startsWith("run ")).toList();
        assertThat(begun).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.startsWith("run "))
                .allMatch(refusal -> refusal.contains("is under way") || refusal.contains("already"));
        assertThat(ended(Long.parseLong(begun.get(0).substring(4))).status()).isEqualTo("COMPLETED");
        assertEveryAccountExactlyOnce(60);
    }

    private void hinderNoMore() {
        jdbc.sql("DROP TRIGGER hindered ON account").update();
    }
}
