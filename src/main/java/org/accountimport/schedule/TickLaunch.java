package org.accountimport.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunAlreadyRunningException;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunStateException;
import org.accountimport.job.ShuttingDownException;
import org.accountimport.wave.Purges;
import org.accountimport.wave.QueueDepth;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Launches what a job definition means when it is due. Nothing is launched over a wave in which nothing waits. */
@Component
class TickLaunch {

    private static final Logger LOG = LoggerFactory.getLogger(TickLaunch.class);
    /** All runs share the pool of connections; the other waves follow as these end. */
    private static final int MOST_AT_ONCE = 4;

    private static final int LISTED_NOTES = 20;
    private static final long POLL_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(200);

    private final RunLauncher launcher;
    private final QueueDepth depth;
    private final Purges purges;
    private final RunReports reports;
    private final Clock clock;

    TickLaunch(RunLauncher launcher, QueueDepth depth, Purges purges, RunReports reports, Clock clock) {
        this.launcher = launcher;
        this.depth = depth;
        this.purges = purges;
        this.reports = reports;
        this.clock = clock;
    }

    /** What came of a tick so far. */
    static final class Outcome {

        private final List<Long> launched = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        List<Long> launched() {
            return launched;
        }

        /** Null when there is nothing to say. */
        @Nullable
        String note() {
            if (notes.isEmpty()) {
                return null;
            }
            int more = notes.size() - LISTED_NOTES;
            String listed = String.join("; ", notes.subList(0, Math.min(LISTED_NOTES, notes.size())));
            return more > 0 ? listed + "; and " + more + " more" : listed;
        }
    }

    /**
     * Launches the runs of a definition over its waves, a few at a time; returns when the last of them is launched.
     *
     * @param day       the day on which it was due
     * @param isStopped asked before each launch
     * @param progress  told after each launch
     */
    Outcome launch(JobDefinition definition, LocalDate day, BooleanSupplier isStopped, Consumer<Outcome> progress) {
        Outcome outcome = new Outcome();
        if (!definition.isOpenAt(clock.instant())) {
            outcome.notes.add("its window " + definition.window() + " is closed");
            return outcome;
        }
        List<WaveName> waves = waiting(definition, day, outcome);
        if (waves.isEmpty() && outcome.notes.isEmpty()) {
            outcome.notes.add("nothing waits in " + waves(definition, day));
        }
        for (int i = 0; i < waves.size(); i++) {
            awaitRoom(outcome, isStopped);
            Instant now = clock.instant();
            if (isStopped.getAsBoolean() || !definition.isOpenAt(now)) {
                outcome.notes.add((waves.size() - i) + " waves were left for the next time: "
                        + (isStopped.getAsBoolean() ? "the server was told to end" : "the window closed"));
                break;
            }
            launch(definition, waves.get(i), now, outcome);
            progress.accept(outcome);
        }
        return outcome;
    }

    private static String waves(JobDefinition definition, LocalDate day) {
        return definition.supplier() + "/" + definition.wave().on(day).orElse("*");
    }

    private List<WaveName> waiting(JobDefinition definition, LocalDate day, Outcome outcome) {
        String name = definition.wave().on(day).orElse(null);
        if (definition.job() != RunKind.RETENTION) {
            return depth.wavesWith(waitingFor(definition), definition.suppliers(), name);
        }
        Integer keepDays = definition.keepDays();
        List<WaveName> waves = new ArrayList<>();
        for (Purges.Candidate candidate :
                purges.candidates(definition.suppliers(), name, keepDays == null ? 0 : keepDays)) {
            if (candidate.signedOff()) {
                waves.add(candidate.wave());
            } else {
                outcome.notes.add(candidate.wave() + " is left alone: reconciliation " + candidate.reconciliationId()
                        + " is not signed off");
            }
        }
        return waves;
    }

    /** A dry run judges again what it has judged before, but is launched only where something was not judged yet. */
    private static List<DecidedStatus> waitingFor(JobDefinition definition) {
        return definition.job() == RunKind.DRY_RUN
                ? List.of(DecidedStatus.PENDING)
                : List.copyOf(definition.job().takes(definition.retryErrored()));
    }

    private void launch(JobDefinition definition, WaveName wave, Instant now, Outcome outcome) {
        try {
            Integer keepDays = definition.keepDays();
            long id = definition.job() == RunKind.RETENTION
                    ? launcher.retain(
                            wave, keepDays == null ? 0 : keepDays, definition.optionsAt(now), definition.launchedBy())
                    : launcher.launch(new RunLauncher.Launch(
                            definition.job(), wave, definition.optionsAt(now), definition.launchedBy()));
            outcome.launched.add(id);
        } catch (RunAlreadyRunningException | RunStateException | ShuttingDownException e) {
            LOG.info("Schedule {}: {}", definition.name(), e.getMessage());
            outcome.notes.add(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error(
                    "Schedule {}: {} of {} was not launched",
                    definition.name(),
                    definition.job().jobName(),
                    wave,
                    e);
            outcome.notes.add(wave + " was not launched, unexpectedly; the log of " + now + " has the reason");
        }
    }

    private void awaitRoom(Outcome outcome, BooleanSupplier isStopped) {
        while (running(outcome) >= MOST_AT_ONCE && !isStopped.getAsBoolean()) {
            LockSupport.parkNanos(POLL_NANOSECONDS);
        }
    }

    private long running(Outcome outcome) {
        return outcome.launched.stream()
                .filter(id -> reports.find(id).filter(RunReport::isRunning).isPresent())
                .count();
    }
}
