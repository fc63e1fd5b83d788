package org.accountimport.job;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Sets executions that claim to run, but whose JVM is gone, and those of which nobody knows how they ended (UNKNOWN), to
 * FAILED, so that they can be restarted. What the dead JVM has decided is complete: rows and step executions share one
 * transaction.
 */
@Component
class CrashRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(CrashRecovery.class);
    private static final int ATTEMPTS = 5;

    private final JobRepository jobRepository;
    private final JobOperator jobOperator;
    private final JobExecutions executions;
    private final WaveRuns runs;
    private final RunClosing closing;

    CrashRecovery(
            JobRepository jobRepository,
            JobOperator jobOperator,
            JobExecutions executions,
            WaveRuns runs,
            RunClosing closing) {
        this.jobRepository = jobRepository;
        this.jobOperator = jobOperator;
        this.executions = executions;
        this.runs = runs;
        this.closing = closing;
    }

    /**
     * Recovers every execution of a wave that claims to run, is UNKNOWN, or was stopped and died before it had ended. The caller holds the wave's lease and runs none
     * itself, which is the proof that they are dead: a JVM that still lives without its lease has its next chunk rolled back,
     * because the version of its step execution has changed.
     *
     * @return the recovered executions' ids, rising
     */
    List<Long> recoverWave(long waveId) {
        List<Long> unfinished = runs.unfinished(waveId);
        unfinished.forEach(this::recover);
        return unfinished;
    }

    private void recover(long jobExecutionId) {
        for (int attempt = 1; ; attempt++) {
            try {
                JobExecution execution = executions.get(jobExecutionId);
                // Before it has ended: whoever is interrupted here finds it unfinished again.
                runs.stopped(jobExecutionId, StopReason.CRASHED);
                closing.closeUnfinished(jobExecutionId);
                settle(execution);
                return;
            } catch (OptimisticLockingFailureException e) {
                // A process that is cut off from its lease, but not dead, has committed a last chunk meanwhile.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void settle(JobExecution execution) {
        BatchStatus status = execution.getStatus();
        LOG.warn(
                "Job execution {} {}",
                execution.getId(),
                switch (status) {
                    case UNKNOWN -> "ended in an UNKNOWN state; setting it to FAILED";
                    case STOPPED ->
                        "was stopped, but its process is gone before it had ended; setting its steps to STOPPED";
                    default -> "claims to run, but its process is gone; setting it to FAILED";
                });
        if (status == BatchStatus.STOPPED) {
            settleSteps(execution, BatchStatus.STOPPED);
            return;
        }
        boolean unknown = status == BatchStatus.UNKNOWN;
        JobExecution recovered = unknown ? execution : jobOperator.recover(execution);
        settleSteps(recovered, BatchStatus.FAILED);
        recovered.setStatus(BatchStatus.FAILED);
        recovered.setExitStatus(ExitStatus.FAILED.addExitDescription(
                unknown ? "Nobody knew how this execution ended." : "The process that ran this execution is gone."));
        if (recovered.getEndTime() == null) {
            recovered.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
        }
        jobRepository.update(recovered);
    }

    private void settleSteps(JobExecution execution, BatchStatus as) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN || step.getStatus().isRunning()) {
                step.setStatus(as);
                step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                jobRepository.update(step);
            }
        }
    }
}
