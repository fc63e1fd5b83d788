package org.accountimport.job;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Knows which of the runs of this JVM were taken over by another while this JVM stood still or was cut off. Such a run writes
 * nothing more, and ends. Executions are told apart as objects: it is the thread that runs one that must stop, not whoever
 * looks at it. Safe for use by several threads.
 */
@Component
class RunFence {

    private static final Logger LOG = LoggerFactory.getLogger(RunFence.class);

    private final WaveLeases leases;
    private final Map<JobExecution, Long> waves = Collections.synchronizedMap(new IdentityHashMap<>());
    /** Kept for good: the framework writes an execution once more after its last listener. There are few. */
    private final Set<JobExecution> lost =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    RunFence(WaveLeases leases) {
        this.leases = leases;
    }

    /** A run of this JVM that has its lease. */
    void begun(JobExecution execution, long waveId) {
        waves.put(execution, waveId);
        leases.whenLost(waveId, () -> lose(execution));
    }

    /** Whether a run was taken over, as far as this JVM knows. */
    boolean isLost(JobExecution execution) {
        return lost.contains(execution);
    }

    /** Whether a run of this JVM was taken over, asked of the database; false for runs of others. */
    boolean hasLost(JobExecution execution) {
        Long waveId = waves.get(execution);
        if (waveId != null && !isLost(execution) && !leases.isOurs(waveId)) {
            lose(execution);
        }
        return isLost(execution);
    }

    /** Forgets a run that ends; returns whether it was taken over, so that it has nothing to close. */
    boolean ended(JobExecution execution) {
        boolean taken = hasLost(execution);
        waves.remove(execution);
        return taken;
    }

    private void lose(JobExecution execution) {
        if (lost.add(execution)) {
            LOG.warn(
                    "Job execution {} was taken over by another process while this one stood still or was cut off;"
                            + " it ends here, and what it had under way is rolled back",
                    execution.getId());
            execution.getStepExecutions().forEach(StepExecution::setTerminateOnly);
        }
    }
}
