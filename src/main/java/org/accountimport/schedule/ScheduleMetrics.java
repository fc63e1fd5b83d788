package org.accountimport.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.accountimport.job.Snapshot;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Whether job definitions are seen to when they are due, as servers tell it; not a number while the database is away. */
@Component
@ConditionalOnWebApplication
class ScheduleMetrics implements MeterBinder, DisposableBean {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final double MILLISECONDS = 1000;

    private final JobDefinitions definitions;
    private final Clock clock;
    private final Snapshot<Reading> snapshot;

    ScheduleMetrics(JobDefinitions definitions, Ticks ticks, Clock clock) {
        this.definitions = definitions;
        this.clock = clock;
        this.snapshot = new Snapshot<>(
                "schedule-metrics", INTERVAL, () -> new Reading(ticks.newest(definitions.all()), ticks.missed()));
    }

    private record Reading(Map<String, Tick> newest, Map<String, Long> missed) {}

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobDefinition definition : definitions.all()) {
            Gauge.builder("account.import.schedule.tick.age", snapshot, last -> age(last, definition))
                    .tag("definition", definition.name())
                    .baseUnit("seconds")
                    .description("Since the definition was due the last time; not a number when it never was")
                    .register(registry);
            Gauge.builder(
                            "account.import.schedule.ticks.missed",
                            snapshot,
                            last -> last.get()
                                    .map(reading -> (double) reading.missed().getOrDefault(definition.name(), 0L))
                                    .orElse(Double.NaN))
                    .tag("definition", definition.name())
                    .description("Times at which no server was there")
                    .register(registry);
        }
    }

    private double age(Snapshot<Reading> last, JobDefinition definition) {
        return last.get()
                .map(reading -> reading.newest().get(definition.name()))
                .map(tick -> Duration.between(tick.scheduledAt().toInstant(), clock.instant())
                                .toMillis()
                        / MILLISECONDS)
                .orElse(Double.NaN);
    }

    @Override
    public void destroy() {
        snapshot.close();
    }
}
