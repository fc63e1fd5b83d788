package org.accountimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accountimport.importprocess.RunKind;
import org.accountimport.job.ErrorBudget;
import org.accountimport.job.RunOptions;
import org.accountimport.supplier.ImportSupplierSettings;
import org.accountimport.supplier.ImportSuppliers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobDefinitionsTest {

    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ImportSupplierSettings SETTINGS =
            new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("none", ImportSupplierSettings.class);
    private static final ImportSuppliers SUPPLIERS =
            new ImportSuppliers(Map.of("NORLYS", SETTINGS, "NORLYS_STRICT", SETTINGS));
    private static final String MINIMAL = """
            name: a
            job: import
            supplier: NORLYS
            wave: api
            cron: '0 0 1 * * *'
            """;

    @TempDir
    Path directory;

    private List<JobDefinition> read(String... files) throws IOException {
        for (int i = 0; i < files.length; i++) {
            Files.writeString(directory.resolve((char) ('a' + i) + ".yml"), files[i]);
        }
        return new JobDefinitions(new JobsProperties(directory), SUPPLIERS, CLOCK).all();
    }

    private void assertWrong(String file, String... problems) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidDefinitionsException.class)
                .satisfies(e -> assertThat(
                                String.valueOf(e.getMessage()).lines().skip(1))
                        .map(line -> line.strip().replace(directory + "/", ""))
                        .containsExactly(problems));
    }

    @Nested
    class ADefinition {

        @Test
        void hasEveryKey() throws IOException {
            JobDefinition definition = read("""
                    name: nightly
                    job: import
                    supplier: NORLYS
                    wave: '{iso-week}'
                    cron: '0 30 22 * * *'
                    zone: UTC
                    window:
                      from: 22:00
                      until: 05:30
                      next-day: true
                    limit: 100
                    chunk-size: 50
                    threads: 3
                    error-budget:
                      count: 40
                      share: 0.05
                      minimum-sample: 200
                      by-code:
                        unexpected_error:
                          count: 1
                    retry-errored: true
                    restart-on-crash: false
                    catch-up: true
                    enabled: true
                    """).get(0);

            assertThat(definition.name()).isEqualTo("nightly");
            assertThat(definition.job()).isEqualTo(RunKind.IMPORT);
            assertThat(definition.suppliers()).containsExactly("NORLYS");
            assertThat(definition.window()).isEqualTo(new Window(LocalTime.of(22, 0), LocalTime.of(5, 30), true));
            assertThat(definition.catchUp()).isTrue();
            assertThat(definition.nextAfter(NOW).orElseThrow().toInstant())
                    .isEqualTo(Instant.parse("2026-11-24T22:30:00Z"));
            assertThat(definition.optionsAt(Instant.parse("2026-11-24T22:30:00Z")))
                    .isEqualTo(new RunOptions(
                            true,
                            100L,
                            Instant.parse("2026-11-25T05:30:00Z"),
                            new ErrorBudget(
                                    new ErrorBudget.Limit(0.05, 40L),
                                    200,
                                    Map.of("unexpected_error", new ErrorBudget.Limit(null, 1L))),
                            50,
                            3,
                            false));
        }

        @Test
        void hasDefaultsForWhatIsLeftOut() throws IOException {
            JobDefinition definition = read(MINIMAL).get(0);
            assertThat(definition.zone()).isEqualTo(COPENHAGEN);
            assertThat(definition.enabled()).isTrue();
            assertThat(definition.catchUp()).isFalse();
            assertThat(definition.isOpenAt(NOW)).isTrue();
            assertThat(definition.optionsAt(NOW))
                    .isEqualTo(new RunOptions(false, null, null, ErrorBudget.UNLIMITED, null, null, true));
        }

        @Test
        void isNeverDueWhileItIsDisabled() throws IOException {
            assertThat(read(MINIMAL + "enabled: false").get(0).nextAfter(NOW)).isEmpty();
        }

        @Test
        void isDueByTheWallClockOfItsZone() throws IOException {
            assertThat(read(MINIMAL).get(0).nextAfter(NOW).orElseThrow().toInstant())
                    .isEqualTo(Instant.parse("2026-11-25T00:00:00Z"));
        }
    }

    @Nested
    class WrongDefinitions {

        @Test
        void nameEveryProblemWithItsLine() {
            assertWrong(
                    """
                    name: Nightly Import
                    jbo: import
                    supplier: NORLYSS
                    wave: '{iso-weak}'
                    cron: '0 61 1 * * *'
                    zone: Europe/Kopenhagen
                    window:
                      from: 05:30
                      until: 01:00
                      untill: 2
                    limit: 0
                    threads: many
                    error-budget:
                      share: 1.5
                    retry-errored: yes
                    catch-up:
                    limit: 5
                    """,
                    "a.yml:1: job is missing; write for instance job: import",
                    "a.yml:1: name is Nightly Import; it must be small letters, digits and hyphens, 100 at most",
                    "a.yml:2: there is no key jbo; did you mean job?",
                    "a.yml:3: there is no import supplier NORLYSS; configured are "
                            + String.join(", ", SUPPLIERS.codes()) + ", and * means all of them",
                    "a.yml:4: wave is {iso-weak}: there is no placeholder {iso-weak}; there are {date}, {iso-week},"
                            + " {last-iso-week}, {month}, {next-iso-week}, {tomorrow}, {yesterday}",
                    "a.yml:5: cron is 0 61 1 * * *: Invalid value for MinuteOfHour (valid values 0 - 59): 61 '61' in"
                            + " cron expression \"0 61 1 * * *\"; it must be seconds, minutes, hours, day of month, month"
                            + " and day of week, such as 0 30 1 * * * for half past one every night",
                    "a.yml:6: zone is Europe/Kopenhagen: there is no such time zone; it must have a name such as"
                            + " Europe/Copenhagen",
                    "a.yml:9: window.until is 01:00, which is not after window.from 05:30; where the window goes on past"
                            + " midnight, add next-day: true",
                    "a.yml:10: there is no key window.untill; did you mean until?",
                    "a.yml:11: limit must be a whole number between 1 and 9223372036854775807, but is 0",
                    "a.yml:12: threads must be a whole number between 1 and 64, but is many",
                    "a.yml:14: error-budget.share must be a number above 0 and at most 1, such as 0.05, but is 1.5",
                    "a.yml:15: retry-errored is yes; it must be true or false",
                    "a.yml:16: catch-up has no value; give it one, or leave the key out",
                    "a.yml:17: limit stands here twice; keep one");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', textBlock = """
                window: 5                                   | a.yml:6: window must have keys of its own, each on a line beneath it
                window: {from: '02:00', until: '05:00'}     | a.yml:6: the window 02:00–05:00 is never open when cron 0 0 1 * * * is due
                error-budget: {minimum-sample: 5}           | a.yml:6: error-budget needs a count, a share or by-code
                error-budget: {by-code: {required: {}}}     | a.yml:6: error-budget.by-code.required needs a count or a share
                error-budget: {by-code: {}}                 | a.yml:6: error-budget needs a count, a share or by-code
                keep-days: 3                                | a.yml:6: keep-days belongs to the job retention; leave it out
                limit: [1]                                  | a.yml:6: limit must be a single value
                """)
        void areToldWhatWouldBeRight(String line, String problem) {
            assertWrong(MINIMAL + line, problem);
        }

        @Test
        void ofRetentionNeedDaysToKeep() {
            assertWrong(
                    MINIMAL.replace("import", "retention") + "error-budget: {count: 5}",
                    "a.yml:1: keep-days is missing; write for instance keep-days: 90",
                    "a.yml:6: error-budget belongs to dry-run and import; leave it out");
        }

        @Test
        void haveACronThatIsNeverDue() {
            assertWrong(
                    MINIMAL.replace("0 0 1 * * *", "0 0 1 30 2 *"),
                    "a.yml:5: cron is 0 0 1 30 2 *, which is never due");
        }

        @Test
        void areNoYaml() {
            assertThatThrownBy(() -> read("name: [")).hasMessageContaining("a.yml:1: this is not YAML: ");
            assertThatThrownBy(() -> read("just text")).hasMessageContaining("a.yml:1: a job definition has keys");
        }

        @Test
        void ofOneNameAreToldApart() {
            assertThatThrownBy(() -> read(MINIMAL, MINIMAL))
                    .isInstanceOf(InvalidDefinitionsException.class)
                    .hasMessageContaining("b.yml:1: the name a is that of ")
                    .hasMessageContaining("a.yml too; choose another");
        }

        @Test
        void ofAllFilesAreNamedAtOnce() {
            assertThatThrownBy(() -> read(MINIMAL + "limit: 0", MINIMAL.replace("NORLYS", "X")))
                    .hasMessageContaining("a.yml:6:")
                    .hasMessageContaining("b.yml:3:");
        }
    }

    @Test
    void thereAreNoneWhereThereIsNoDirectory() {
        assertThat(new JobDefinitions(new JobsProperties(directory.resolve("none")), SUPPLIERS, CLOCK).all())
                .isEmpty();
    }

    @Test
    void thoseThatAreShippedAreRightAndCreateNothingUnasked() {
        List<JobDefinition> shipped = new JobDefinitions(new JobsProperties(Path.of("jobs")), SUPPLIERS, CLOCK).all();
        assertThat(shipped)
                .extracting(JobDefinition::name)
                .containsExactly("api-import", "nightly-dry-run", "nightly-import", "retention");
        assertThat(shipped.stream().filter(JobDefinition::enabled))
                .extracting(JobDefinition::name)
                .containsExactly("api-import", "nightly-dry-run");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            {iso-week},            2026-W53
            {next-iso-week},       2027-W01
            {last-iso-week},       2026-W52
            {date},                2027-01-01
            {yesterday},           2026-12-31
            {tomorrow},            2027-01-02
            book-{month}-{date},   book-2027-01-2027-01-01
            api,                   api
            """)
    void placeholdersStandForTheDay(String pattern, String name) {
        assertThat(new WavePattern(pattern).on(LocalDate.of(2027, 1, 1))).hasValue(name);
    }

    @ParameterizedTest(name = "{0}–{1} (next day: {2}) at {3}: {4}")
    @CsvSource(textBlock = """
            01:00, 05:30, false, 2026-11-24T00:00:00Z, 2026-11-24T04:30:00Z
            01:00, 05:30, false, 2026-11-24T04:29:59Z, 2026-11-24T04:30:00Z
            01:00, 05:30, false, 2026-11-24T04:30:00Z,
            01:00, 05:30, false, 2026-11-23T23:59:59Z,
            22:00, 05:30, true,  2026-11-24T21:00:00Z, 2026-11-25T04:30:00Z
            22:00, 05:30, true,  2026-11-24T02:00:00Z, 2026-11-24T04:30:00Z
            22:00, 05:30, true,  2026-11-24T12:00:00Z,
            01:00, 05:30, false, 2026-03-29T00:30:00Z, 2026-03-29T03:30:00Z
            """)
    void aWindowEndsByTheWallClock(
            LocalTime from, LocalTime until, boolean nextDay, Instant moment, @Nullable Instant end) {
        assertThat(new Window(from, until, nextDay).endAt(moment, COPENHAGEN)).isEqualTo(Optional.ofNullable(end));
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(textBlock = """
            0 30 2 * * *,    2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z
            0 30 2 * * *,    2026-03-29T01:10:00Z, 2026-03-29T01:30:00Z
            0 30 2 * * *,    2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z
            0 15 2-3 * * *,  2026-03-29T00:00:00Z, 2026-03-29T01:15:00Z
            0 15 2-3 * * *,  2026-03-29T01:15:00Z, 2026-03-30T00:15:00Z
            0 0 1 * * *,     2026-03-28T12:00:00Z, 2026-03-29T00:00:00Z
            0 30 * * * *,    2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z
            */20 * * * * *,  2026-03-29T00:59:40Z, 2026-03-29T01:00:00Z
            0 30 2 * * *,    2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z
            0 30 2 * * *,    2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z
            0 */30 2 * * *,  2026-10-25T00:30:00Z, 2026-10-26T01:00:00Z
            0 0 3 * * *,     2026-10-25T00:30:00Z, 2026-10-25T02:00:00Z
            0 30 * * * *,    2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z
            */20 * * * * *,  2026-10-25T00:59:40Z, 2026-10-25T01:00:00Z
            """)
    void isDueOnceOnTheDaysOnWhichClocksChange(String cron, Instant after, Instant due) throws IOException {
        JobDefinition definition = read(MINIMAL.replace("0 0 1 * * *", cron)).get(0);
        assertThat(definition.nextAfter(after).orElseThrow().toInstant()).isEqualTo(due);
    }

    @Nested
    class TimesThatWereMissed {

        private final Instant down = Instant.parse("2026-11-20T12:00:00Z");

        @Test
        void areThoseBetweenTheLastTickAndTheStart() throws IOException {
            assertThat(Schedules.missed(read(MINIMAL).get(0), down, NOW))
                    .containsExactly(
                            Instant.parse("2026-11-21T00:00:00Z"),
                            Instant.parse("2026-11-22T00:00:00Z"),
                            Instant.parse("2026-11-23T00:00:00Z"),
                            Instant.parse("2026-11-24T00:00:00Z"));
        }

        @Test
        void areNoneOfADefinitionThatIsDueAgainSoon() throws IOException {
            JobDefinition continuous =
                    read(MINIMAL.replace("0 0 1 * * *", "*/20 * * * * *")).get(0);
            assertThat(Schedules.missed(continuous, down, NOW)).isEmpty();
        }

        @Test
        void areNoneRightAfterATick() throws IOException {
            assertThat(Schedules.missed(read(MINIMAL).get(0), NOW.minus(Duration.ofHours(9)), NOW))
                    .isEmpty();
        }
    }
}
