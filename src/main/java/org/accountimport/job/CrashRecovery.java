package org.accountimport.job;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Sets executions that claim to run, but whose JVM is gone, to FAILED, so that they can be restarted. What the dead JVM has
 * decided is complete: rows and step executions share one transaction.
 */
@Component
class CrashRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(CrashRecovery.class);

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
     * Recovers every execution of a wave that claims to run. The caller holds the wave's lease and runs none itself, which is
     * the proof that they are dead: a JVM that still lives without its lease has its next chunk rolled back, because the
     * version of its step execution has changed.
     */
    void recoverWave(long waveId) {
        for (long id : runs.unfinished(waveId)) {
            recover(executions.get(id));
        }
    }

    private void recover(JobExecution execution) {
        LOG.warn("Job execution {} claims to run, but its process is gone; setting it to FAILED", execution.getId());
        JobExecution recovered = jobOperator.recover(execution);
        for (StepExecution step : recovered.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN || step.getStatus().isRunning()) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                jobRepository.update(step);
            }
        }
        recovered.setStatus(BatchStatus.FAILED);
        recovered.setExitStatus(ExitStatus.FAILED.addExitDescription("The process that ran this execution is gone."));
        recovered.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
        jobRepository.update(recovered);
        runs.stopped(recovered.getId(), StopReason.CRASHED);
        closing.closeUnfinished(recovered.getId());
    }
}
