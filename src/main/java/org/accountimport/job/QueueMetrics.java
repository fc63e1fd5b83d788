package org.accountimport.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.wave.QueueDepth;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * How deep the queue is and how the leases do, as servers tell it. What comes from the database is some seconds old, and not a
 * number while it is away.
 */
@Component
@ConditionalOnWebApplication
class QueueMetrics implements MeterBinder, DisposableBean {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final double MILLISECONDS = 1000;

    private final WaveLeases leases;
    private final Snapshot<Reading> snapshot;

    QueueMetrics(QueueDepth depth, WaveLeases leases) {
        this.leases = leases;
        this.snapshot = new Snapshot<>("queue-metrics", INTERVAL, () -> {
            depth.sumUp();
            return new Reading(depth.byStatus(), leases.expired());
        });
    }

    private record Reading(Map<DecidedStatus, Long> depth, long expiredLeases) {}

    @Override
    public void bindTo(MeterRegistry registry) {
        for (DecidedStatus status : DecidedStatus.values()) {
            gauge("account.import.queue.depth", reading -> reading.depth().getOrDefault(status, 0L))
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .description("Accounts by what is decided about them")
                    .register(registry);
        }
        gauge("account.import.leases.expired", Reading::expiredLeases)
                .description("Waves of all servers whose run is silent for longer than its lease")
                .register(registry);
        Gauge.builder("account.import.leases.held", leases, WaveLeases::heldHere)
                .description("Waves that this process runs")
                .register(registry);
        Gauge.builder(
                        "account.import.leases.renewal.age",
                        leases,
                        held -> held.sinceRenewal().toMillis() / MILLISECONDS)
                .baseUnit("seconds")
                .description("Since this process renewed its leases; 0 while it has none")
                .register(registry);
    }

    private Gauge.Builder<Snapshot<Reading>> gauge(String name, ToDoubleFunction<Reading> value) {
        return Gauge.builder(
                name, snapshot, last -> last.get().map(value::applyAsDouble).orElse(Double.NaN));
    }

    @Override
    public void destroy() {
        snapshot.close();
    }
}
