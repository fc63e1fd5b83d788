package org.accountimport.job;

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
    private final WaveLeases leases;
    private volatile boolean started;

    LocalRuns(RunStops stops, WaveLeases leases) {
        this.stops = stops;
        this.leases = leases;
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        if (!leases.holdsAny()) {
            return;
        }
        try {
            leases.runningHere().forEach(this::stop);
            long deadline = System.nanoTime() + PATIENCE_NANOSECONDS;
            while (leases.holdsAny() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(POLL_NANOSECONDS);
            }
        } catch (RuntimeException e) {
            LOG.warn("Runs could not be stopped; they will be recovered", e);
        }
    }

    private void stop(long jobExecutionId) {
        LOG.info("Stopping job execution {}: this process is told to end", jobExecutionId);
        try {
            stops.stop(jobExecutionId, StopReason.SHUTDOWN);
        } catch (RunStateException e) {
            LOG.debug("Job execution {} has ended by itself", jobExecutionId, e);
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stopped before everything that runs need, after what may launch more of them. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }
}
