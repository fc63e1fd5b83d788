package org.accountimport.job;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The runs of this JVM. When the JVM is told to end they are stopped between chunks, with reason {@code shutdown}, before
 * anything else goes, and no more are launched: nothing is half-decided, and a restart continues them.
 */
@Component
class LocalRuns implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRuns.class);
    /** A chunk takes a fraction of a second; after this long something hangs, and recovery will see to the run. */
    private static final long PATIENCE_NANOSECONDS = TimeUnit.SECONDS.toNanos(25);

    private static final long POLL_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RunStops stops;
    private final WaveLeases leases;
    private final ReadWriteLock launches = new ReentrantReadWriteLock();
    private volatile boolean started;
    private volatile boolean ending;

    LocalRuns(RunStops stops, WaveLeases leases) {
        this.stops = stops;
        this.leases = leases;
    }

    @Override
    public void start() {
        ending = false;
        started = true;
    }

    /** Launches something. */
    interface Launch {
        long launch();
    }

    /**
     * Launches something, unless the JVM was told to end: what is launched before is stopped, what comes after is refused, and
     * nothing is in between.
     *
     * @throws ShuttingDownException when it was
     */
    long launch(Launch launch) {
        launches.readLock().lock();
        try {
            if (ending) {
                throw new ShuttingDownException();
            }
            return launch.launch();
        } finally {
            launches.readLock().unlock();
        }
    }

    @Override
    public void stop() {
        launches.writeLock().lock();
        try {
            ending = true;
        } finally {
            launches.writeLock().unlock();
        }
        started = false;
        try {
            Set<Long> told = new HashSet<>();
            long deadline = System.nanoTime() + PATIENCE_NANOSECONDS;
            while (leases.holdsAny() && System.nanoTime() < deadline) {
                // One that was launched a moment ago tells its number only when it begins.
                leases.runningHere().stream().filter(told::add).forEach(this::stop);
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
