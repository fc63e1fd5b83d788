package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.accountimport.console.Attention.Kind;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.ErrorBudget;
import org.accountimport.schedule.JobDefinition;
import org.accountimport.schedule.ScheduleOverview.State;
import org.accountimport.schedule.Tick;
import org.accountimport.schedule.WavePattern;
import org.accountimport.wave.ReconciliationStanding;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveOverview;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.support.CronExpression;

class AttentionTest {

    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
    private static final Forms ENGLISH = Forms.of(List.of(Locale.UK), COPENHAGEN);
    private static final WaveName WAVE = new WaveName("NORLYS", "2026-W48");
    private static final String PAGE = "/console/waves/NORLYS/2026-W48";
    private static final OffsetDateTime SIX = OffsetDateTime.parse("2026-11-24T05:00:00Z");
    private static final ReconciliationStanding AGREED = new ReconciliationStanding(3, 17L, SIX, 0, false);
    private static final ReconciliationStanding SIGNED = new ReconciliationStanding(3, 17L, SIX, 0, true);

    private static RunReport run(RunKind kind, String status, @Nullable String stopReason) {
        return new RunReport(
                17, kind, WAVE, status, status, stopReason, "test", SIX, SIX, SIX.plusSeconds(1), 1, 1_000, 400, 0, 0);
    }

    private static WaveOverview wave(@Nullable RunReport newest, Object... counts) {
        Map<ImportStatus, Long> byStatus = new EnumMap<>(ImportStatus.class);
        for (int i = 0; i < counts.length; i += 2) {
            byStatus.put((ImportStatus) counts[i], ((Integer) counts[i + 1]).longValue());
        }
        long wrong = byStatus.getOrDefault(ImportStatus.DRY_RUN_ERRORED, 0L)
                + byStatus.getOrDefault(ImportStatus.ERRORED, 0L);
        return new WaveOverview(WAVE, byStatus, wrong, newest);
    }

    private static State schedule(RunKind job, String wave, @Nullable Tick last) {
        ZonedDateTime next = ZonedDateTime.of(2026, 11, 25, 1, 0, 0, 0, COPENHAGEN);
        WavePattern pattern = new WavePattern(wave);
        JobDefinition definition = new JobDefinition(
                "nightly",
                job,
                "NORLYS",
                List.of("NORLYS"),
                pattern,
                CronExpression.parse("0 0 1 * * *"),
                COPENHAGEN,
                null,
                null,
                null,
                null,
                ErrorBudget.UNLIMITED,
                false,
                false,
                null,
                false,
                true);
        return new State(definition, pattern.on(LocalDate.of(2026, 11, 25)).orElse(null), next, last);
    }

    private static List<Attention> found(
            WaveOverview wave, @Nullable ReconciliationStanding reconciled, State... jobs) {
        return Attention.of(wave, reconciled, List.of(jobs), ENGLISH);
    }

    @Nested
    class ARun {

        @Test
        void thatFailedIsToBeRestarted() {
            assertThat(found(wave(run(RunKind.IMPORT, "FAILED", null), ImportStatus.PENDING, 600), null))
                    .singleElement()
                    .satisfies(item -> {
                        assertThat(item.kind()).isEqualTo(Kind.FAILED);
                        assertThat(item.about()).isEqualTo("NORLYS/2026-W48");
                        assertThat(item.text())
                                .startsWith("Import 17 has decided 400 of 1,000 accounts. Failed; the log of");
                        assertThat(item.action()).isEqualTo("Restart");
                        assertThat(item.path()).isEqualTo("/console/runs/17/actions/restart");
                    });
        }

        @Test
        void thatFailedSaysNothingOfTheAccountsItDidNotComeTo() {
            WaveOverview wave = new WaveOverview(
                    WAVE, Map.of(ImportStatus.DRY_RUN_ERRORED, 600L), 0, run(RunKind.DRY_RUN, "FAILED", null));
            assertThat(found(wave, null)).extracting(Attention::kind).containsExactly(Kind.FAILED);
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                operator,     Restart,           /console/runs/17/actions/restart
                shutdown,     Restart,           /console/runs/17/actions/restart
                error_budget, See what is wrong, /console/waves/NORLYS/2026-W48#errors
                """)
        void thatWasStoppedIsToBeContinued(String reason, String action, String path) {
            assertThat(found(wave(run(RunKind.DRY_RUN, "STOPPED", reason), ImportStatus.PENDING, 600), null))
                    .extracting(Attention::kind, Attention::action, Attention::path)
                    .containsExactly(tuple(Kind.STOPPED, action, path));
        }

        @Test
        void whoseWindowClosedIsContinuedByItsSchedule() {
            WaveOverview wave = wave(run(RunKind.IMPORT, "STOPPED", "window_closed"), ImportStatus.PENDING, 600);
            assertThat(found(wave, null, schedule(RunKind.IMPORT, "2026-W48", null)))
                    .isEmpty();
            assertThat(found(wave, null)).extracting(Attention::kind).containsExactly(Kind.STOPPED);
        }

        @Test
        void thatWasLimitedHasDoneWhatItWasToDoAndTheRestWaits() {
            assertThat(found(wave(run(RunKind.DRY_RUN, "STOPPED", "limit"), ImportStatus.PENDING, 600), null))
                    .extracting(Attention::kind, Attention::text, Attention::path)
                    .containsExactly(tuple(
                            Kind.WAITING,
                            "600 accounts wait for a dry run, and no schedule takes them.",
                            PAGE + "/actions/dry-run"));
        }

        @Test
        void thatIsUnderWayIsLeftToGoOn() {
            assertThat(found(
                            wave(
                                    run(RunKind.IMPORT, "STARTED", null),
                                    ImportStatus.ERRORED,
                                    3,
                                    ImportStatus.PENDING,
                                    9),
                            null))
                    .isEmpty();
        }
    }

    @Nested
    class AWave {

        @Test
        void withWrongAccountsIsToBeMended() {
            assertThat(found(wave(run(RunKind.DRY_RUN, "COMPLETED", null), ImportStatus.DRY_RUN_ERRORED, 1), null))
                    .extracting(Attention::kind, Attention::text, Attention::path)
                    .containsExactly(tuple(
                            Kind.WRONG,
                            "1 account is wrong. Mend and load it again, or withdraw it.",
                            PAGE + "#errors"));
        }

        @Test
        void whoseWrongAccountsSomebodyAnsweredForIsDone() {
            WaveOverview wave =
                    wave(run(RunKind.IMPORT, "COMPLETED", null), ImportStatus.PROCESSED, 400, ImportStatus.ERRORED, 2);
            assertThat(found(wave, SIGNED)).isEmpty();
            assertThat(found(wave, AGREED)).extracting(Attention::kind).containsExactly(Kind.WRONG);
        }

        @Test
        void whoseTotalsDifferComesFirst() {
            ReconciliationStanding differs = new ReconciliationStanding(3, 17L, SIX, 4, false);
            assertThat(found(
                            wave(
                                    run(RunKind.IMPORT, "COMPLETED", null),
                                    ImportStatus.PROCESSED,
                                    400,
                                    ImportStatus.ERRORED,
                                    2),
                            differs))
                    .extracting(Attention::kind, Attention::path)
                    .containsExactly(
                            tuple(Kind.DIFFERENCES, PAGE + "/reconciliation"), tuple(Kind.WRONG, PAGE + "#errors"));
        }

        @Test
        void thatIsImportedIsToBeReconciledAndThenSignedOff() {
            WaveOverview wave = wave(
                    run(RunKind.IMPORT, "COMPLETED", null), ImportStatus.PROCESSED, 400, ImportStatus.CANCELLED, 5);
            assertThat(found(wave, null)).extracting(Attention::kind).containsExactly(Kind.TO_RECONCILE);
            assertThat(found(wave, AGREED))
                    .extracting(Attention::kind, Attention::text, Attention::action)
                    .containsExactly(tuple(
                            Kind.TO_SIGN_OFF,
                            "Nothing waits any more, 400 accounts are imported, and every total agrees.",
                            "Sign off"));
            assertThat(found(wave, SIGNED)).isEmpty();
        }

        @Test
        void thatIsImportedFurtherSinceItWasSignedIsToBeReconciledAgain() {
            ReconciliationStanding ofAnEarlierRun = new ReconciliationStanding(3, 9L, SIX.minusDays(1), 0, true);
            assertThat(found(wave(run(RunKind.IMPORT, "COMPLETED", null), ImportStatus.PROCESSED, 400), ofAnEarlierRun))
                    .extracting(Attention::kind)
                    .containsExactly(Kind.TO_RECONCILE);
        }

        @Test
        void intoWhichAScheduleImportsForEverIsNeverFinished() {
            WaveOverview wave = wave(run(RunKind.IMPORT, "COMPLETED", null), ImportStatus.PROCESSED, 400);
            assertThat(found(wave, AGREED, schedule(RunKind.IMPORT, "2026-W48", null)))
                    .isEmpty();
        }

        @Test
        void thatWaitsForNobodyIsToBeRunByHand() {
            WaveOverview checked = wave(run(RunKind.DRY_RUN, "COMPLETED", null), ImportStatus.DRY_RUN_SUCCEEDED, 511);
            assertThat(found(checked, null, schedule(RunKind.DRY_RUN, "2026-W48", null)))
                    .extracting(Attention::text, Attention::path)
                    .containsExactly(tuple(
                            "511 accounts have passed a dry run, and no schedule imports them.",
                            PAGE + "/actions/import"));
            assertThat(found(checked, null, schedule(RunKind.IMPORT, "*", null)))
                    .isEmpty();
            assertThat(found(wave(null, ImportStatus.PENDING, 40), null, schedule(RunKind.DRY_RUN, "2026-W48", null)))
                    .isEmpty();
        }
    }

    @Nested
    class AScheduledTime {

        private Tick tick(boolean missed, Long... launched) {
            return new Tick("nightly", SIX, SIX.plusHours(1), missed, false, List.of(launched), null);
        }

        private List<Attention> missed(Tick last) {
            return Attention.ofMissed(List.of(schedule(RunKind.IMPORT, "2026-W48", last)), ENGLISH);
        }

        @Test
        void thatWasMissedIsSaidWithTheNextOne() {
            assertThat(missed(tick(true)))
                    .extracting(Attention::kind, Attention::about, Attention::text, Attention::path)
                    .containsExactly(tuple(
                            Kind.MISSED,
                            "nightly",
                            "It was due 24 Nov 2026, 06:00 CET, and no server was there to see it through. It is due again 25 Nov 2026, 01:00 CET.",
                            "/console/schedules"));
        }

        @Test
        void thatWasMadeUpForOrSeenToIsNoMatter() {
            assertThat(missed(tick(true, 17L))).isEmpty();
            assertThat(missed(tick(false))).isEmpty();
        }
    }
}
