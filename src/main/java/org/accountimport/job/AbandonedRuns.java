package org.accountimport.job;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds runs that nobody runs any more: their process died, stood still for longer than its lease, or lost its database at the
 * end. They are set to FAILED and, where they were launched so, restarted. A run whose lease is alive is never touched. Several
 * servers may look at the same time: the lease decides who does it.
 */
@Component
class AbandonedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedRuns.class);
    static final String LAUNCHED_BY = "recovery";
    /** A run that brings down every process that takes it up must not go on for ever. */
    static final int MOST_CRASHES = 3;

    private final WaveRuns runs;
    private final WaveLeases leases;
    private final CrashRecovery recovery;
    private final RunLauncher launcher;
    private final JobExecutions executions;
    private final Clock clock;

    AbandonedRuns(
            WaveRuns runs,
            WaveLeases leases,
            CrashRecovery recovery,
            RunLauncher launcher,
            JobExecutions executions,
            Clock clock) {
        this.runs = runs;
        this.leases = leases;
        this.recovery = recovery;
        this.launcher = launcher;
        this.executions = executions;
        this.clock = clock;
    }

    /** Recovers all there are. Safe to call again and again. */
    void recover() {
        Map<Long, WaveRuns.Unfinished> newestByWave = new LinkedHashMap<>();
        runs.unfinished().stream()
                .filter(this::isAbandoned)
                .forEach(abandoned -> newestByWave.put(abandoned.waveId(), abandoned));
        newestByWave.values().forEach(this::recover);
    }

    private boolean isAbandoned(WaveRuns.Unfinished run) {
        WaveLeases.Lease lease = run.lease();
        return lease == null || lease.expired() || leases.diedHere(lease);
    }

    private void recover(WaveRuns.Unfinished run) {
        long id = run.jobExecutionId();
        try {
            if (isToBeRestarted(run)) {
                LOG.warn("Job execution {} is restarted as {}", id, launcher.restart(id, LAUNCHED_BY));
            } else if (leases.take(run.waveId(), LAUNCHED_BY)) {
                try {
                    recovery.recoverWave(run.waveId());
                } finally {
                    leases.release(run.waveId());
                }
            }
        } catch (RunAlreadyRunningException | RunStateException | ShuttingDownException e) {
            LOG.info("Job execution {} is not recovered here: {}", id, e.getMessage());
        }
    }

    private boolean isToBeRestarted(WaveRuns.Unfinished run) {
        RunParameters parameters =
                RunParameters.of(executions.get(run.jobExecutionId()).getJobParameters());
        if (!parameters.restartOnCrash() || !run.newestOfWave()) {
            return false;
        }
        Instant until = parameters.until();
        if (until != null && !clock.instant().isBefore(until)) {
            LOG.warn("Job execution {} is not restarted: its window has closed", run.jobExecutionId());
            return false;
        }
        if (run.crashesBefore() + 1 >= MOST_CRASHES) {
            LOG.error(
                    "Job execution {} is not restarted: it is the third time that its process is gone;"
                            + " look for the reason, then restart it",
                    run.jobExecutionId());
            return false;
        }
        return true;
    }
}
