package org.accountimport.job;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Knows which of the runs of this JVM were taken over by another while this JVM stood still or was cut off. Such a run writes
 * nothing more, and ends. Safe for use by several threads.
 */
@Component
class RunFence {

    private static final Logger LOG = LoggerFactory.getLogger(RunFence.class);

    private final WaveLeases leases;
    private final Map<Long, Own> own = new ConcurrentHashMap<>();
    /** Kept for good: the framework writes an execution once more after its last listener. There are few. */
    private final Set<JobExecution> ended =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    RunFence(WaveLeases leases) {
        this.leases = leases;
    }

    /** A run of this JVM. */
    private static final class Own {

        private final JobExecution execution;
        private final long waveId;
        private final AtomicBoolean lost = new AtomicBoolean();

        Own(JobExecution execution, long waveId) {
            this.execution = execution;
            this.waveId = waveId;
        }
    }

    /** A run of this JVM that has its lease. */
    void begun(JobExecution execution, long waveId) {
        Own run = new Own(execution, waveId);
        own.put(execution.getId(), run);
        leases.whenLost(waveId, () -> lose(run));
    }

    /** Whether a run was taken over, as far as this JVM knows. */
    boolean isLost(JobExecution execution) {
        Own run = own.get(execution.getId());
        return run == null ? ended.contains(execution) : run.lost.get();
    }

    /** Whether a run of this JVM was taken over, asked of the database; false for runs of others. */
    boolean hasLost(JobExecution execution) {
        Own run = own.get(execution.getId());
        if (run != null && !run.lost.get() && !leases.isOurs(run.waveId)) {
            lose(run);
        }
        return isLost(execution);
    }

    /** Forgets a run that ends. */
    void ended(JobExecution execution) {
        if (isLost(execution)) {
            ended.add(execution);
        }
        own.remove(execution.getId());
    }

    /** Lets another process, or this one, recover a run that cannot write its end. */
    void letGo(JobExecution execution) {
        Own run = own.remove(execution.getId());
        if (run != null) { // once it has ended, the wave may be another run's
            leases.release(run.waveId);
        }
    }

    private static void lose(Own run) {
        if (run.lost.compareAndSet(false, true)) {
            LOG.warn(
                    "Job execution {} was taken over by another process while this one stood still or was cut off;"
                            + " it ends here, and what it had under way is rolled back",
                    run.execution.getId());
            run.execution.getStepExecutions().forEach(StepExecution::setTerminateOnly);
        }
    }
}
