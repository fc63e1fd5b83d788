package org.accountimport.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** How the job definitions stand. Reads only. */
@Service
@Lazy
public class ScheduleOverview {

    private final JobDefinitions definitions;
    private final Ticks ticks;
    private final Clock clock;

    ScheduleOverview(JobDefinitions definitions, Ticks ticks, Clock clock) {
        this.definitions = definitions;
        this.ticks = ticks;
        this.clock = clock;
    }

    /**
     * One definition, when it is due next, and what came of the last time.
     *
     * @param nextWave   what its wave is called at the next time; null where every wave is meant, or it is due no more
     * @param nextFireAt in the definition's zone; null when it is disabled or due no more
     * @param lastTick   null when it never was due
     */
    public record State(
            JobDefinition definition,
            @Nullable String nextWave,
            @Nullable ZonedDateTime nextFireAt,
            @Nullable Tick lastTick) {}

    /** All definitions in the order of their names. */
    public List<State> list() {
        Instant now = clock.instant();
        Map<String, Tick> newest = ticks.newest(definitions.all());
        return definitions.all().stream()
                .map(definition -> state(definition, now, newest.get(definition.name())))
                .toList();
    }

    /**
     * The same of the definitions that are about no other import suppliers than these.
     *
     * @param scope null for all
     */
    public List<State> listOf(@Nullable Set<String> scope) {
        return list().stream()
                .filter(state ->
                        scope == null || scope.containsAll(state.definition().suppliers()))
                .toList();
    }

    private static State state(JobDefinition definition, Instant now, @Nullable Tick lastTick) {
        ZonedDateTime next = definition.nextAfter(now).orElse(null);
        String wave =
                next == null ? null : definition.wave().on(next.toLocalDate()).orElse(null);
        return new State(definition, wave, next, lastTick);
    }
}
