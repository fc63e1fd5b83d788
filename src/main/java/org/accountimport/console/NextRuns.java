package org.accountimport.console;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.schedule.JobDefinition;
import org.accountimport.schedule.ScheduleOverview;
import org.accountimport.schedule.ScheduleOverview.State;
import org.accountimport.wave.WaveOverview;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells what the job definitions will run over a wave next. */
@Component
class NextRuns {

    private final ObjectProvider<ScheduleOverview> schedules;

    /** @param schedules asked for only when a page is: whoever runs a command does without job definitions */
    NextRuns(ObjectProvider<ScheduleOverview> schedules) {
        this.schedules = schedules;
    }

    /**
     * The next run over a wave.
     *
     * @param definition name of the job definition
     */
    record NextRun(String job, String definition, OffsetDateTime at) {}

    /** How definitions stand now that are about these import suppliers only, null for all: to be asked for once a page. */
    List<State> states(@Nullable Set<String> scope) {
        return schedules.getObject().listOf(scope);
    }

    /** Null when no definition is about this wave, as its next time has it and as the wave stands now. */
    static @Nullable NextRun of(WaveOverview wave, List<State> states) {
        return states.stream()
                .filter(state -> isAbout(state, wave))
                .map(NextRuns::nextRun)
                .filter(Objects::nonNull)
                .min(Comparator.comparing(NextRun::at))
                .orElse(null);
    }

    /** The same, of definitions of one job alone. */
    static @Nullable NextRun of(WaveOverview wave, List<State> states, RunKind job) {
        return of(
                wave,
                states.stream().filter(state -> state.definition().job() == job).toList());
    }

    /** Whether a definition that is due again names this very wave, whatever the day: there is no end of what comes into it. */
    static boolean isFedForever(WaveName wave, List<State> states) {
        return states.stream()
                .anyMatch(state -> state.nextFireAt() != null
                        && state.definition().job() == RunKind.IMPORT
                        && state.definition().wave().text().equals(wave.name())
                        && state.definition().suppliers().contains(wave.importSupplier()));
    }

    private static @Nullable NextRun nextRun(State state) {
        return state.nextFireAt() == null
                ? null
                : new NextRun(
                        RunView.jobLabel(state.definition().job().jobName()),
                        state.definition().name(),
                        state.nextFireAt().toOffsetDateTime());
    }

    private static boolean isAbout(State state, WaveOverview overview) {
        JobDefinition definition = state.definition();
        WaveName wave = overview.wave();
        boolean named = definition.wave().isEvery() || wave.name().equals(state.nextWave());
        return named
                && definition.suppliers().contains(wave.importSupplier())
                && definition.job() != RunKind.RETENTION
                && hasWork(overview, definition.job().takes(definition.retryErrored()));
    }

    private static boolean hasWork(WaveOverview overview, Set<DecidedStatus> taken) {
        return taken.stream()
                .anyMatch(status -> overview.counts().getOrDefault(ImportStatus.valueOf(status.name()), 0L) > 0);
    }
}
