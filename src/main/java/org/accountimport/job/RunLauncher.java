package org.accountimport.job;

import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.UnknownWaveException;
import org.accountimport.wave.Waves;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Launches, restarts and stops runs: the one way in for the command line, the API and schedules. Safe for use by several threads. */
@Service
public class RunLauncher {

    private final JobOperator jobOperator;
    private final JobRepository jobRepository;
    private final JobExecutions executions;
    private final JdbcClient jdbc;
    private final Waves waves;
    private final WaveLeases leases;
    private final CrashRecovery recovery;
    private final RunStops stops;
    private final JobProperties properties;
    private final Job dryRunJob;
    private final Job importJob;
    private final Job rollbackJob;

    RunLauncher(
            JobOperator jobOperator,
            JobRepository jobRepository,
            JobExecutions executions,
            JdbcClient jdbc,
            Waves waves,
            WaveLeases leases,
            CrashRecovery recovery,
            RunStops stops,
            JobProperties properties,
            Job dryRunJob,
            Job importJob,
            Job rollbackJob) {
        this.jobOperator = jobOperator;
        this.jobRepository = jobRepository;
        this.executions = executions;
        this.jdbc = jdbc;
        this.waves = waves;
        this.leases = leases;
        this.recovery = recovery;
        this.stops = stops;
        this.properties = properties;
        this.dryRunJob = dryRunJob;
        this.importJob = importJob;
        this.rollbackJob = rollbackJob;
    }

    /**
     * What to launch.
     *
     * @param retryErrored whether an import takes accounts again that were found wrong before
     * @param launchedBy   a person, client or schedule
     */
    public record Launch(RunKind kind, WaveName wave, boolean retryErrored, String launchedBy) {}

    /**
     * Launches a run and returns at once; the run goes on in the background.
     *
     * @return the job execution's id
     * @throws IllegalArgumentException   when a rollback is asked for: whoever wants one calls {@link #rollBack}
     * @throws UnknownWaveException       when there is no such wave
     * @throws RunAlreadyRunningException when a run over this wave is under way, here or on another server
     */
    public long launch(Launch launch) {
        return switch (launch.kind()) {
            case DRY_RUN -> launch(dryRunJob, launch);
            case IMPORT -> launch(importJob, launch);
            case ROLLBACK ->
                throw new IllegalArgumentException(
                        "A rollback removes accounts and is not launched like other jobs; choose dry-run or import");
        };
    }

    /**
     * Launches the removal of every account that imports have created for a wave, and returns at once; the run goes on in the
     * background. Whoever offers this to people has them confirm it.
     *
     * @return the job execution's id
     * @throws UnknownWaveException       when there is no such wave
     * @throws RunAlreadyRunningException when a run over this wave is under way, here or on another server
     */
    public long rollBack(WaveName wave, String launchedBy) {
        return launch(rollbackJob, new Launch(RunKind.ROLLBACK, wave, false, launchedBy));
    }

    private long launch(Job job, Launch launch) {
        long waveId = waves.id(launch.wave());
        takeWave(waveId, launch.wave().toString());
        RunParameters parameters = new RunParameters(
                launch.wave(),
                waveId,
                launch.retryErrored(),
                launch.launchedBy(),
                properties.chunkSize(),
                properties.threadsOrProcessors());
        long runNumber = jdbc.sql("SELECT nextval('wave_run_number_seq')")
                .query(Long.class)
                .single();
        return started(waveId, () -> jobOperator.start(job, parameters.toJobParameters(runNumber)));
    }

    /**
     * Restarts an execution that failed, was stopped or has crashed, and returns at once. The new execution takes what is not
     * decided.
     *
     * @return the new job execution's id
     * @throws UnknownRunException        when there is no such execution
     * @throws RunStateException          when it has completed or was abandoned, or is not the newest of its instance
     * @throws RunAlreadyRunningException when a run over this wave is under way, here or on another server
     */
    public long restart(long jobExecutionId) {
        RunParameters parameters =
                RunParameters.of(executions.get(jobExecutionId).getJobParameters());
        takeWave(parameters.waveId(), parameters.wave().toString());
        return started(parameters.waveId(), () -> {
            JobExecution execution = executions.get(jobExecutionId);
            requireRestartable(execution);
            return jobOperator.restart(execution);
        });
    }

    /**
     * Asks a run to stop between chunks, and returns at once.
     *
     * @throws UnknownRunException when there is no such execution
     * @throws RunStateException   when it does not run
     */
    public void stop(long jobExecutionId) {
        stops.stop(jobExecutionId, StopReason.OPERATOR);
    }

    private void requireRestartable(JobExecution execution) {
        switch (execution.getStatus()) {
            case COMPLETED ->
                throw new RunStateException(
                        "Job execution " + execution.getId() + " has completed; launch a new run instead");
            case ABANDONED ->
                throw new RunStateException(
                        "Job execution " + execution.getId() + " was abandoned; launch a new run instead");
            default -> {
                JobExecution newest = jobRepository.getLastJobExecution(execution.getJobInstance());
                if (newest != null && newest.getId() != execution.getId()) {
                    throw new RunStateException("Job execution " + execution.getId() + " was restarted as "
                            + newest.getId() + " already; restart that one");
                }
            }
        }
    }

    private void takeWave(long waveId, String wave) {
        if (!leases.take(waveId)) {
            Long running =
                    leases.find(waveId).map(WaveLeases.Lease::jobExecutionId).orElse(null);
            throw new RunAlreadyRunningException(wave, running);
        }
        recovery.recoverWave(waveId);
    }

    private interface Start {
        JobExecution execute() throws JobExecutionException;
    }

    private long started(long waveId, Start start) {
        boolean launched = false;
        try {
            long id = start.execute().getId();
            launched = true;
            return id;
        } catch (JobExecutionException e) {
            throw new IllegalStateException("The job repository refused the launch: " + e.getMessage(), e);
        } finally {
            if (!launched) {
                leases.release(waveId);
            }
        }
    }
}
