package org.accountimport.job;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * What the database said a few seconds ago, read on a thread of its own: whoever looks at it never waits, not even while the
 * database is away. Safe for use by several threads.
 */
public final class Snapshot<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
    /** So many readings may fail before what was read last counts as unknown. */
    private static final int STALE = 3;

    private final Supplier<T> reading;
    private final Duration interval;
    private final ScheduledExecutorService executor;
    private volatile @Nullable T value;
    private volatile long readAt;
    private boolean failed;

    /** @param name of the thread */
    public Snapshot(String name, Duration interval, Supplier<T> reading) {
        this.reading = reading;
        this.interval = interval;
        this.executor = Executors.newSingleThreadScheduledExecutor(daemon(name));
        var unused = executor.scheduleWithFixedDelay(this::read, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static CustomizableThreadFactory daemon(String name) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name + "-");
        threads.setDaemon(true);
        return threads;
    }

    private void read() {
        try {
            value = reading.get();
            readAt = System.nanoTime();
            failed = false;
        } catch (RuntimeException e) {
            if (!failed && !executor.isShutdown()) {
                LOG.warn("Metrics cannot be read from the database at the moment: {}", e.toString());
            }
            failed = true;
        }
    }

    /** What was read last; empty when nothing was read yet, or not for some time. */
    public Optional<T> get() {
        T last = value;
        boolean stale =
                System.nanoTime() - readAt > interval.multipliedBy(STALE).toNanos();
        return last == null || stale ? Optional.empty() : Optional.of(last);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
