package org.accountimport.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many at a time, first come, first served; the rest is refused. Safe for use by several threads. */
final class Turns {

    private final Semaphore free;
    private final long waitNanos;
    private final Refusal refusal;

    /**
     * @param atOnce  1 or more
     * @param wait    how long one more waits for its turn
     * @param refusal for whoever has waited for nothing
     */
    Turns(int atOnce, Duration wait, Refusal refusal) {
        this.free = new Semaphore(atOnce, true);
        this.waitNanos = wait.toNanos();
        this.refusal = refusal;
    }

    /**
     * Takes a turn; whoever has taken it ends it.
     *
     * @throws Refusal when none came free in time
     */
    void begin() {
        boolean begun;
        try {
            begun = free.tryAcquire(waitNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal;
        }
        if (!begun) {
            throw refusal;
        }
    }

    void end() {
        free.release();
    }

    /** What is done in a turn. */
    interface Work<T> {
        T result();
    }

    /** Does something in a turn. */
    <T> T take(Work<T> work) {
        begin();
        try {
            return work.result();
        } finally {
            end();
        }
    }
}
