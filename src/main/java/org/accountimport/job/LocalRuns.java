package org.accountimport.job;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The runs of this JVM. When the JVM is told to end they are stopped between chunks, with reason {@code shutdown}, before
 * anything else goes: nothing is half-decided, and a restart continues them.
 */
@Component
class LocalRuns implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRuns.class);
    /** A chunk takes a fraction of a second; after this long something hangs, and recovery will see to the run. */
    private static final long PATIENCE_NANOSECONDS = TimeUnit.SECONDS.toNanos(25);

    private static final long POLL_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RunStops stops;
    private final Set<Long> running = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    LocalRuns(RunStops stops) {
        this.stops = stops;
    }

    void began(long jobExecutionId) {
        running.add(jobExecutionId);
    }

    void ended(long jobExecutionId) {
        running.remove(jobExecutionId);
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        for (long jobExecutionId : running) {
            LOG.info("Stopping job execution {}: this process is told to end", jobExecutionId);
            try {
                stops.stop(jobExecutionId, StopReason.SHUTDOWN);
            } catch (RuntimeException e) {
                LOG.warn("Job execution {} could not be stopped; it will be recovered", jobExecutionId, e);
                running.remove(jobExecutionId);
            }
        }
        long deadline = System.nanoTime() + PATIENCE_NANOSECONDS;
        while (!running.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOSECONDS);
        }
        if (!running.isEmpty()) {
            LOG.warn("Job executions {} did not stop in time; they will be recovered", running);
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stopped before everything that runs need. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
