package org.accountimport.console;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.schedule.ScheduleOverview.State;
import org.accountimport.schedule.Tick;
import org.accountimport.wave.ReconciliationStanding;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveOverview;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person has to see to.
 *
 * @param wave   the wave that it is about; null when it is about a schedule
 * @param about  what it is about, by name
 * @param text   what is the matter, in whole sentences
 * @param action what to do about it, as a link says it
 * @param path   where that is done
 */
record Attention(Kind kind, @Nullable WaveName wave, String about, String text, String action, String path) {

    /** What may be the matter, the most urgent first. */
    enum Kind {
        FAILED("Failed", "state-bad"),
        DIFFERENCES("Differences", "state-bad"),
        STOPPED("Stopped", "state-attention"),
        MISSED("Missed", "state-attention"),
        WRONG("Wrong accounts", "state-attention"),
        TO_RECONCILE("To reconcile", "state-quiet"),
        TO_SIGN_OFF("To sign off", "state-quiet"),
        WAITING("Waiting", "state-quiet");

        private final String label;
        private final String look;

        Kind(String label, String look) {
            this.label = label;
            this.look = look;
        }

        public String label() {
            return label;
        }

        /** The name of its colour in the style sheet. */
        public String look() {
            return look;
        }
    }

    static final Comparator<Attention> MOST_URGENT_FIRST = Comparator.comparing(Attention::kind);

    /** Kinds of run after which payloads and accounts have to be compared anew. */
    private static final Set<RunKind> CHANGE_ACCOUNTS = EnumSet.of(RunKind.IMPORT, RunKind.ROLLBACK);

    /**
     * What has to be seen to about a wave, the most urgent first. Nothing while a run is under way: it may see to it.
     *
     * @param reconciled null when the wave never was
     * @param schedules  how the job definitions stand
     */
    static List<Attention> of(
            WaveOverview wave, @Nullable ReconciliationStanding reconciled, List<State> schedules, Forms show) {
        RunReport newest = wave.newestRun();
        if (newest != null && newest.isRunning()) {
            return List.of();
        }
        Attention ofRun = newest == null ? null : ofRun(wave, newest, schedules, show);
        return Stream.of(
                        ofRun,
                        ofWrongAccounts(wave, reconciled, show),
                        ofReconciliation(wave, reconciled, schedules, show),
                        ofRun == null ? ofWaiting(wave, schedules, show) : null)
                .filter(Objects::nonNull)
                .sorted(MOST_URGENT_FIRST)
                .toList();
    }

    /** Times at which no server was there, and that nothing has made up for. */
    static List<Attention> ofMissed(List<State> schedules, Forms show) {
        List<Attention> missed = new ArrayList<>();
        for (State state : schedules) {
            Tick last = state.lastTick();
            if (state.definition().enabled()
                    && last != null
                    && last.missed()
                    && !last.underWay()
                    && last.launched().isEmpty()) {
                String next = state.nextFireAt() == null
                        ? "It is due no more."
                        : "It is due again " + show.time(state.nextFireAt().toOffsetDateTime()) + ".";
                missed.add(new Attention(
                        Kind.MISSED,
                        null,
                        state.definition().name(),
                        "It was due " + show.time(last.scheduledAt()) + ", and no server was there to see it through. "
                                + next,
                        "See the schedule",
                        "/console/schedules"));
            }
        }
        return missed;
    }

    /** Whether it is done by one of the buttons on the page of its wave. */
    public boolean isDoneByAButton() {
        return path.contains("/actions/");
    }

    private static @Nullable Attention ofRun(WaveOverview wave, RunReport report, List<State> schedules, Forms show) {
        RunView run = new RunView(report);
        String decided = run.job() + " " + run.id() + " has decided " + show.number(report.done()) + " of "
                + show.accounts(report.total()) + ". ";
        String restart = Links.run(run.id()) + "/actions/" + RunAction.RESTART.path();
        return switch (report.status()) {
            case "FAILED", "UNKNOWN" ->
                new Attention(
                        Kind.FAILED,
                        wave.wave(),
                        wave.wave().toString(),
                        decided + report.outcome(),
                        "Restart",
                        restart);
            case "STOPPED" -> ofStopped(wave, report, decided, restart, schedules);
            default -> null;
        };
    }

    private static @Nullable Attention ofStopped(
            WaveOverview wave, RunReport report, String decided, String restart, List<State> schedules) {
        String reason = Objects.requireNonNullElse(report.stopReason(), "");
        return switch (reason) {
            // A limited run has done what it was to do: what is left waits like everything else.
            case "limit" -> null;
            case "window_closed" ->
                NextRuns.of(wave, schedules, report.kind()) != null
                        ? null
                        : stopped(wave, decided + report.outcome(), "Restart", restart);
            case "error_budget" ->
                stopped(
                        wave,
                        decided + report.outcome() + " Mend them, then restart it.",
                        "See what is wrong",
                        whatIsWrong(wave));
            default -> stopped(wave, decided + report.outcome(), "Restart", restart);
        };
    }

    private static Attention stopped(WaveOverview wave, String text, String action, String path) {
        return new Attention(Kind.STOPPED, wave.wave(), wave.wave().toString(), text, action, path);
    }

    private static @Nullable Attention ofWrongAccounts(
            WaveOverview wave, @Nullable ReconciliationStanding reconciled, Forms show) {
        long wrong = wave.foundWrong();
        boolean answeredFor = reconciled != null && reconciled.signedOff() && !isOutdated(reconciled, wave.newestRun());
        return wrong == 0 || answeredFor
                ? null
                : new Attention(
                        Kind.WRONG,
                        wave.wave(),
                        wave.wave().toString(),
                        show.accounts(wrong) + (wrong == 1 ? " is" : " are")
                                + " wrong. Mend and load " + (wrong == 1 ? "it" : "them") + " again, or withdraw "
                                + (wrong == 1 ? "it." : "them."),
                        "See what is wrong",
                        whatIsWrong(wave));
    }

    private static @Nullable Attention ofReconciliation(
            WaveOverview wave, @Nullable ReconciliationStanding reconciled, List<State> schedules, Forms show) {
        long imported = count(wave, EnumSet.of(ImportStatus.PROCESSED));
        String page = Links.wave(wave.wave()) + "/reconciliation";
        if (reconciled != null && reconciled.differences() > 0 && !reconciled.signedOff()) {
            return new Attention(
                    Kind.DIFFERENCES,
                    wave.wave(),
                    wave.wave().toString(),
                    "Reconciliation " + reconciled.id() + " found that "
                            + (reconciled.differences() == 1
                                    ? "1 total of an account differs"
                                    : show.number(reconciled.differences()) + " totals of accounts differ")
                            + " from the payloads.",
                    "See the differences",
                    page);
        }
        if (imported == 0 || NextRuns.isFedForever(wave.wave(), schedules)) {
            return null;
        }
        if (reconciled == null || isOutdated(reconciled, wave.newestRun())) {
            return new Attention(
                    Kind.TO_RECONCILE,
                    wave.wave(),
                    wave.wave().toString(),
                    show.accounts(imported) + (imported == 1 ? " is" : " are")
                            + " imported, and nobody has compared them with their payloads since.",
                    "Reconcile",
                    page);
        }
        boolean allDecided = imported + count(wave, EnumSet.of(ImportStatus.CANCELLED)) == wave.total();
        return reconciled.signedOff() || !allDecided
                ? null
                : new Attention(
                        Kind.TO_SIGN_OFF,
                        wave.wave(),
                        wave.wave().toString(),
                        "Nothing waits any more, " + show.accounts(imported) + (imported == 1 ? " is" : " are")
                                + " imported, and every total agrees.",
                        "Sign off",
                        page);
    }

    /** What no schedule takes, and so stays where it is until somebody does something. */
    private static @Nullable Attention ofWaiting(WaveOverview wave, List<State> schedules, Forms show) {
        long unchecked = count(wave, EnumSet.of(ImportStatus.PENDING));
        long checked = count(wave, EnumSet.of(ImportStatus.DRY_RUN_SUCCEEDED));
        if (unchecked > 0
                && NextRuns.of(wave, schedules, RunKind.DRY_RUN) == null
                && NextRuns.of(wave, schedules, RunKind.IMPORT) == null) {
            return waiting(
                    wave,
                    show.accounts(unchecked) + (unchecked == 1 ? " waits" : " wait")
                            + " for a dry run, and no schedule takes " + (unchecked == 1 ? "it." : "them."),
                    WaveAction.DRY_RUN);
        }
        return checked == 0 || NextRuns.of(wave, schedules, RunKind.IMPORT) != null
                ? null
                : waiting(
                        wave,
                        show.accounts(checked) + (checked == 1 ? " has" : " have")
                                + " passed a dry run, and no schedule imports " + (checked == 1 ? "it." : "them."),
                        WaveAction.IMPORT);
    }

    private static Attention waiting(WaveOverview wave, String text, WaveAction action) {
        return new Attention(
                Kind.WAITING,
                wave.wave(),
                wave.wave().toString(),
                text,
                action.label(),
                Links.action(wave.wave(), action));
    }

    /** Whether accounts may have been created or removed since. */
    private static boolean isOutdated(ReconciliationStanding reconciled, @Nullable RunReport newest) {
        OffsetDateTime ended = newest == null ? null : newest.endedAt();
        return newest != null
                && ended != null
                && CHANGE_ACCOUNTS.contains(newest.kind())
                && newest.succeeded() > 0
                && !Objects.equals(reconciled.jobExecutionId(), newest.jobExecutionId())
                && ended.isAfter(reconciled.asOf());
    }

    private static String whatIsWrong(WaveOverview wave) {
        return Links.wave(wave.wave()) + "#errors";
    }

    private static long count(WaveOverview wave, Set<ImportStatus> statuses) {
        return statuses.stream()
                .mapToLong(status -> wave.counts().getOrDefault(status, 0L))
                .sum();
    }
}
