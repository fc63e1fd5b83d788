package org.accountimport.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Stops runs between chunks, on whatever server they run, and records why. Safe for use by several threads. */
@Component
class RunStops {

    private static final Logger LOG = LoggerFactory.getLogger(RunStops.class);
    private static final int ATTEMPTS = 5;

    private final JobOperator jobOperator;
    private final JobExecutions executions;
    private final WaveRuns runs;

    RunStops(JobOperator jobOperator, JobExecutions executions, WaveRuns runs) {
        this.jobOperator = jobOperator;
        this.executions = executions;
        this.runs = runs;
    }

    /**
     * Asks a run to stop; returns at once, the run ends when its partitions have finished the chunks they are at.
     *
     * @throws UnknownRunException when there is no such execution
     * @throws RunStateException   when it does not run
     */
    void stop(long jobExecutionId, StopReason reason) {
        // Before the run is told: it may end, and be summed up, while this thread is on its way back.
        boolean recorded = runs.stopping(jobExecutionId, reason);
        for (int attempt = 1; ; attempt++) {
            JobExecution execution = executions.get(jobExecutionId);
            try {
                jobOperator.stop(execution);
                return;
            } catch (JobExecutionNotRunningException e) {
                boolean stoppedByUs = attempt > 1 && execution.getStatus() == BatchStatus.STOPPED;
                if (execution.isStopping() || stoppedByUs) {
                    return;
                }
                if (recorded && execution.getStatus() == BatchStatus.COMPLETED) {
                    runs.notStopped(jobExecutionId, reason);
                }
                throw new RunStateException("Job execution " + jobExecutionId + " is " + execution.getStatus()
                        + "; only one that runs can be stopped");
            } catch (OptimisticLockingFailureException e) {
                // The run has written its own state meanwhile; what this attempt wrote before may stand already.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug(
                        "Job execution {} moved on while it was being stopped; attempt {}",
                        jobExecutionId,
                        attempt + 1);
            }
        }
    }
}
