package org.accountimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.wave.Reconciliation;
import org.accountimport.wave.Reconciliations;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveReports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers with definitions of their own, over one database. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"account-import.job.chunk-size=10", "account-import.job.threads=2"})
@WithTestDatabase
@Import(TestRuns.class)
class SchedulesTest {

    private static final String EVERY_SECOND = "'* * * * * *'";
    private static final String NEXT_YEAR = "'0 0 0 1 1 *'";

    @Autowired
    ImportSuppliers suppliers;

    @Autowired
    Ticks ticks;

    @Autowired
    TickLaunch launch;

    @Autowired
    WaveReports reports;

    @Autowired
    Reconciliations reconciliations;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate jdbcTemplate;

    @TempDir
    Path directory;

    private String name = "";
    private WaveName wave = new WaveName("NORLYS", "scheduled");
    private List<Schedules> servers = List.of();

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        name = test.getTestMethod()
                .orElseThrow()
                .getName()
                .replaceAll("([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
        wave = new WaveName("NORLYS", name);
    }

    @AfterEach
    void stopServers() {
        servers.forEach(Schedules::stop);
    }

    private void load(int accounts) {
        runs.load(
                wave,
                IntStream.range(0, accounts)
                        .mapToObj(i -> TestPayloads.valid(name + "-" + i))
                        .toArray(String[]::new));
    }

    private JobDefinitions define(String cron, String more) throws IOException {
        return define("import", name, cron, more);
    }

    private JobDefinitions define(String job, String wavePattern, String cron, String more) throws IOException {
        Files.writeString(directory.resolve("it.yml"), """
                name: %s
                job: %s
                supplier: NORLYS
                wave: %s
                cron: %s
                zone: UTC
                %s
                """.formatted(name, job, wavePattern, cron, more));
        return definitions();
    }

    private JobDefinitions definitions() {
        return new JobDefinitions(new JobsProperties(directory), suppliers, Clock.systemUTC());
    }

    private void startServers(int count, JobDefinitions definitions) {
        servers = IntStream.range(0, count)
                .mapToObj(i -> new Schedules(definitions, ticks, launch, Clock.systemUTC(), jdbcTemplate))
                .toList();
        servers.forEach(Schedules::start);
    }

    private @Nullable Tick newest() {
        return ticks.newest(definitions().all()).get(name);
    }

    private Tick awaitTick(Predicate<Tick> condition) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Tick tick = newest();
            return tick != null && condition.test(tick);
        });
        return Objects.requireNonNull(newest());
    }

    private List<Long> launched() {
        return jdbc.sql("SELECT unnest(launched) FROM schedule_tick WHERE definition = :name ORDER BY scheduled_at")
                .param("name", name)
                .query(Long.class)
                .list();
    }

    private void wasLastDueAt(Instant moment) {
        jdbc.sql("""
                INSERT INTO schedule (definition, timing, known_since)
                VALUES (:name, :timing, :since)
                """)
                .param("name", name)
                .param("timing", definitions().all().get(0).timing())
                .param("since", moment.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Nested
    class AWaveInWhichSomethingWaits {

        @Test
        void isImportedOnceByTwoServers() throws IOException {
            load(20);
            startServers(2, define(EVERY_SECOND, ""));
            await().atMost(Duration.ofSeconds(30)).until(() -> !launched().isEmpty());
            RunReport run = runs.ended(launched().get(0));
            awaitTick(tick -> Objects.requireNonNullElse(tick.note(), "").equals("nothing waits in NORLYS/" + name));

            assertThat(run.launchedBy()).isEqualTo("schedule " + name);
            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(run.succeeded()).isEqualTo(20);
            assertThat(launched()).hasSize(1);
            assertThat(reports.countsByStatus(wave)).containsEntry(DecidedStatus.PROCESSED, 20L);
        }
    }

    @Nested
    class ARunThatIsUnderWay {

        @Test
        void isToldInTheTickThatWasRefused() throws IOException {
            load(3);
            jdbc.sql("""
                    INSERT INTO wave_lease (wave_id, launched_by, holder, host, process_id, expires_at)
                    SELECT id, 'test', 'another', 'elsewhere', 1, now() + interval '1 minute' FROM wave WHERE name = :name
                    """).param("name", name).update();
            try {
                startServers(1, define(EVERY_SECOND, ""));
                Tick refused = awaitTick(tick -> !Objects.equals(tick.note(), "under way"));
                assertThat(refused.note()).contains("A run over wave NORLYS/" + name + " is under way");
                assertThat(refused.launched()).isEmpty();
            } finally {
                jdbc.sql("DELETE FROM wave_lease WHERE holder = 'another'").update();
            }
        }
    }

    @Nested
    class ATickThatWasMissed {

        private final Instant longAgo = Instant.now().minus(Duration.ofDays(400));

        @Test
        void isReported() throws IOException {
            load(2);
            JobDefinitions definitions = define(NEXT_YEAR, "");
            wasLastDueAt(longAgo);
            startServers(2, definitions);
            Tick missed = awaitTick(tick -> !Objects.equals(tick.note(), "under way"));

            assertThat(missed.missed()).isTrue();
            assertThat(missed.launched()).isEmpty();
            assertThat(missed.note()).isEqualTo("no server was there when it was due, or saw it through");
            assertThat(ticks.missed()).containsEntry(name, 1L);
        }

        @Test
        void isReportedThoughItIsDueAgainInAMoment() throws IOException {
            JobDefinition nightly = define("0 0 1 * * *", "").all().get(0);
            assertThat(Schedules.missed(
                            nightly, Instant.parse("2026-11-23T00:30:00Z"), Instant.parse("2026-11-24T00:55:00Z")))
                    .containsExactly(Instant.parse("2026-11-23T01:00:00Z"));
        }

        @Test
        void isNotWorthAWordWhereItIsDueEveryFewMinutes() throws IOException {
            JobDefinition often = define("0 */5 * * * *", "").all().get(0);
            assertThat(Schedules.missed(
                            often, Instant.parse("2026-11-23T00:30:00Z"), Instant.parse("2026-11-24T00:52:00Z")))
                    .isEmpty();
        }

        @Test
        void isCaughtUpWhereItsDefinitionSaysSo() throws IOException {
            load(2);
            JobDefinitions definitions = define(NEXT_YEAR, "catch-up: true");
            wasLastDueAt(longAgo);
            startServers(2, definitions);
            Tick caughtUp = awaitTick(tick -> !tick.launched().isEmpty());

            assertThat(caughtUp.missed()).isTrue();
            assertThat(runs.ended(caughtUp.launched().get(0)).succeeded()).isEqualTo(2);
            assertThat(launched()).hasSize(1);
        }

        @Test
        void isNotCaughtUpOnceItsWindowHasClosed() throws IOException {
            load(2);
            // A window of one minute after midnight of New Year.
            JobDefinitions definitions = define(NEXT_YEAR, "catch-up: true\nwindow: {from: '00:00', until: '00:01'}");
            wasLastDueAt(longAgo);
            startServers(1, definitions);
            Tick closed = awaitTick(tick -> !Objects.equals(tick.note(), "under way"));

            assertThat(closed.launched()).isEmpty();
            assertThat(closed.note()).isEqualTo("its window 00:00–00:01 is closed");
        }

        @Test
        void doesNotCountFromBeforeItsTimesWereWhatTheyAre() throws IOException {
            load(2);
            JobDefinitions definitions = define(NEXT_YEAR, "");
            wasLastDueAt(longAgo);
            jdbc.sql("UPDATE schedule SET timing = 'another' WHERE definition = :name")
                    .param("name", name)
                    .update();
            startServers(1, definitions);

            assertThat(newest()).isNull();
        }
    }

    @Nested
    class ATickWhoseServerDied {

        @Test
        void isGoneOnWith() throws IOException {
            load(2);
            JobDefinition definition = define(NEXT_YEAR, "").all().get(0);
            Instant due = Instant.now().minusSeconds(5);
            ticks.begin(definition, due, false);
            ticks.launched(definition, due, List.of(0L));
            startServers(2, definitions());
            Tick seenThrough = awaitTick(tick -> !tick.underWay());

            assertThat(seenThrough.missed()).isFalse();
            assertThat(seenThrough.launched()).hasSize(2).startsWith(0L);
            assertThat(runs.ended(seenThrough.launched().get(1)).succeeded()).isEqualTo(2);
        }

        @Test
        void countsAsMissedWhenThatWasLongAgo() throws IOException {
            load(2);
            JobDefinition definition = define(NEXT_YEAR, "").all().get(0);
            ticks.begin(definition, Instant.now().minus(Duration.ofHours(3)), false);
            startServers(1, definitions());
            Tick reported = awaitTick(tick -> !tick.underWay());

            assertThat(reported.missed()).isTrue();
            assertThat(reported.launched()).isEmpty();
        }

        @Test
        void isLeftToAServerThatHoldsItsLock() throws IOException {
            load(2);
            JobDefinition definition = define(NEXT_YEAR, "").all().get(0);
            jdbc.sql("""
                    INSERT INTO schedule_lock (name, lock_until, locked_at, locked_by)
                    VALUES (:name, timezone('utc', now()) + interval '1 minute', timezone('utc', now()), 'another')
                    """).param("name", name).update();
            ticks.begin(definition, Instant.now().minusSeconds(5), false);
            Schedules server = new Schedules(definitions(), ticks, launch, Clock.systemUTC(), jdbcTemplate);
            servers = List.of(server);
            server.goOn(definition);

            assertThat(Objects.requireNonNull(newest()).underWay()).isTrue();
            assertThat(launched()).isEmpty();
        }
    }

    @Nested
    class Retention {

        @Test
        void reportsAWaveThatIsNotSignedOffAndPurgesOneThatIs() throws IOException {
            load(3);
            runs.importWave(wave);
            startServers(1, define("retention", name, EVERY_SECOND, "keep-days: 0"));
            Reconciliation reconciliation = reconciliations.newest(wave).orElseThrow();
            Tick reported = awaitTick(tick -> !Objects.equals(tick.note(), "under way"));
            assertThat(reported.launched()).isEmpty();
            assertThat(reported.note())
                    .isEqualTo(wave + " is left alone: reconciliation " + reconciliation.id() + " is not signed off");

            reconciliations.signOff(wave, reconciliation.id(), "Ane", null);
            await().atMost(Duration.ofSeconds(30)).until(() -> !launched().isEmpty());
            RunReport purge = runs.ended(launched().get(0));
            assertThat(purge.status()).isEqualTo("COMPLETED");
            assertThat(purge.succeeded()).isEqualTo(3);
        }
    }

    @Test
    void everyWaveOfTheSuppliersWithWorkIsTaken() throws IOException {
        WaveName other = new WaveName("NORLYS", name + "-other");
        load(2);
        runs.load(other, TestPayloads.valid(name + "-99"));
        startServers(1, define("import", "'*'", EVERY_SECOND, ""));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(reports.countsByStatus(wave)).containsEntry(DecidedStatus.PROCESSED, 2L);
            assertThat(reports.countsByStatus(other)).containsEntry(DecidedStatus.PROCESSED, 1L);
        });
    }
}
