package org.accountimport.job;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Waits for a database that is away. There is no limit but the end of this JVM: a run that another JVM has taken over
 * meanwhile is no longer ours to go on with, and that is seen when the database is back. Safe for use by several threads.
 */
@Component
class DatabasePatience {

    private static final Logger LOG = LoggerFactory.getLogger(DatabasePatience.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(20);

    private volatile boolean over;

    /** From now on nobody waits: this JVM is about to end. */
    void end() {
        over = true;
    }

    void begin() {
        over = false;
    }

    boolean isOver() {
        return over;
    }

    /**
     * Repeats what the database refuses because it is away, until it is back.
     *
     * @return empty, too, when this JVM is told to end meanwhile
     */
    <T> Optional<T> patiently(Supplier<Optional<T>> access) {
        for (int attempt = 1; ; attempt++) {
            try {
                return access.get();
            } catch (RuntimeException e) {
                if (!Outages.isOutage(e)) {
                    throw e;
                }
                if (!outlasts(e, attempt)) {
                    return Optional.empty();
                }
            }
        }
    }

    /**
     * Waits for a moment when what failed may succeed if it is done again.
     *
     * @param attempt how often it has failed, from 1: what is waited for is told once
     * @return false, at once, when the database is there, or this JVM is about to end
     */
    boolean outlasts(RuntimeException failure, int attempt) {
        if (!Outages.isOutage(failure) || isGivenUp()) {
            return false;
        }
        if (attempt == 1) {
            LOG.warn(
                    "The database is away ({}); waiting for it",
                    failure.getClass().getSimpleName());
        }
        pause(RETRY);
        return true;
    }

    /** Waits, for less when this JVM is told to end. */
    void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end && !isGivenUp()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean isGivenUp() {
        return over || Thread.currentThread().isInterrupted();
    }
}
