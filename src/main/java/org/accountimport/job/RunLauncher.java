package org.accountimport.job;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Purges;
import org.accountimport.wave.UnknownWaveException;
import org.accountimport.wave.WavePurgedException;
import org.accountimport.wave.Waves;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Launches, restarts and stops runs: the one way in for the command line, the API and schedules. Safe for use by several threads. */
@Service
public class RunLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(RunLauncher.class);

    private final JobOperator jobOperator;
    private final JobRepository jobRepository;
    private final JobExecutions executions;
    private final JdbcClient jdbc;
    private final Waves waves;
    private final WaveLeases leases;
    private final CrashRecovery recovery;
    private final RunStops stops;
    private final WaveRuns runs;
    private final LocalRuns localRuns;
    private final JobProperties properties;
    private final Job dryRunJob;
    private final Job importJob;
    private final Job rollbackJob;
    private final Job purgeJob;
    private final Purges purges;

    RunLauncher(
            JobOperator jobOperator,
            JobRepository jobRepository,
            JobExecutions executions,
            JdbcClient jdbc,
            Waves waves,
            WaveLeases leases,
            CrashRecovery recovery,
            RunStops stops,
            WaveRuns runs,
            LocalRuns localRuns,
            JobProperties properties,
            Job dryRunJob,
            Job importJob,
            Job rollbackJob,
            Job purgeJob,
            Purges purges) {
        this.jobOperator = jobOperator;
        this.jobRepository = jobRepository;
        this.executions = executions;
        this.jdbc = jdbc;
        this.waves = waves;
        this.leases = leases;
        this.recovery = recovery;
        this.stops = stops;
        this.runs = runs;
        this.localRuns = localRuns;
        this.properties = properties;
        this.dryRunJob = dryRunJob;
        this.importJob = importJob;
        this.rollbackJob = rollbackJob;
        this.purgeJob = purgeJob;
        this.purges = purges;
    }

    /**
     * What to launch.
     *
     * @param launchedBy a person, client or schedule
     */
    public record Launch(RunKind kind, WaveName wave, RunOptions options, String launchedBy) {

        /** Everything that is waiting, to its end. */
        public Launch(RunKind kind, WaveName wave, boolean retryErrored, String launchedBy) {
            this(kind, wave, RunOptions.DEFAULT.withRetryErrored(retryErrored), launchedBy);
        }
    }

    /**
     * Launches a run and returns at once; the run goes on in the background.
     *
     * @return the job execution's id
     * @throws IllegalArgumentException   when a rollback or retention is asked for: whoever wants one calls {@link #rollBack}
     *     or {@link #retain}
     * @throws UnknownWaveException       when there is no such wave
     * @throws RunAlreadyRunningException when a run over this wave is under way, here or on another server
     * @throws ShuttingDownException      when this server was told to end
     */
    public long launch(Launch launch) {
        if (launch.kind() == RunKind.ROLLBACK) {
            throw new IllegalArgumentException(
                    "A rollback removes accounts and is not launched like other jobs; choose dry-run or import");
        }
        if (launch.kind() == RunKind.RETENTION) {
            throw new IllegalArgumentException(
                    "Retention purges payloads and is not launched like other jobs; choose dry-run or import");
        }
        return launchOf(launch, null);
    }

    /**
     * Launches the removal of every account that imports have created for a wave, and returns at once; the run goes on in the
     * background. Whoever offers this to people has them confirm it.
     *
     * @return the job execution's id
     * @throws UnknownWaveException       when there is no such wave
     * @throws WavePurgedException        when its payloads are purged, so that nothing could be imported again
     * @throws RunAlreadyRunningException when a run over this wave is under way, here or on another server
     * @throws ShuttingDownException      when this server was told to end
     */
    public long rollBack(WaveName wave, String launchedBy) {
        purges.requireUnpurged(wave);
        return launchOf(new Launch(RunKind.ROLLBACK, wave, false, launchedBy), null);
    }

    /**
     * Launches the purge of a wave's payloads, and returns at once; the run goes on in the background.
     *
     * @param keepDays days that must lie between the sign-off of the wave's newest reconciliation and now, 0 or more; where the
     *     wave is purged already, between the end of accounts that came later and now
     * @param options  of which an error budget and {@code retryErrored} mean nothing here
     * @return the job execution's id
     * @throws UnknownWaveException       when there is no such wave
     * @throws RunStateException          when the wave's newest reconciliation is not signed off, or not for so long, or when it
     *     is purged and nothing that came later is so old
     * @throws RunAlreadyRunningException when a run over this wave is under way, here or on another server
     * @throws ShuttingDownException      when this server was told to end
     */
    public long retain(WaveName wave, int keepDays, RunOptions options, String launchedBy) {
        waves.id(wave);
        boolean ripe = purges.candidates(List.of(wave.importSupplier()), wave.name(), keepDays).stream()
                .anyMatch(Purges.Candidate::signedOff);
        if (!ripe) {
            throw new RunStateException(notToBePurged(wave));
        }
        return launchOf(new Launch(RunKind.RETENTION, wave, options, launchedBy), keepDays);
    }

    static String notToBePurged(WaveName wave) {
        return "Wave " + wave + " is not to be purged: its newest reconciliation is not signed off, or not for long"
                + " enough, or it is purged already and nothing that came later is old enough";
    }

    private long launchOf(Launch launch, @Nullable Integer keepDays) {
        long waveId = waves.id(launch.wave());
        RunOptions options = launch.options();
        RunParameters parameters = new RunParameters(
                launch.wave(),
                waveId,
                options.retryErrored(),
                launch.launchedBy(),
                Objects.requireNonNullElse(options.chunkSize(), properties.chunkSize()),
                Objects.requireNonNullElse(options.threads(), properties.threadsOrProcessors()),
                options.limit(),
                options.until(),
                options.errorBudget(),
                options.restartOnCrash(),
                keepDays);
        return localRuns.launch(() -> {
            takeWave(parameters, launch.launchedBy());
            return started(waveId, () -> start(launch.kind(), parameters));
        });
    }

    /**
     * Restarts an execution that failed, was stopped or has crashed, and returns at once. The new execution takes what is not
     * decided. Its window, if that has closed already, and what was spent of its error budget count no more. One that ended at
     * its limit is launched anew, for as many accounts again.
     *
     * @param launchedBy a person, client or schedule
     * @return the new job execution's id
     * @throws UnknownRunException        when there is no such execution
     * @throws RunStateException          when it has completed or was abandoned, or is not the newest of its instance
     * @throws RunAlreadyRunningException when a run over this wave is under way, here or on another server
     * @throws ShuttingDownException      when this server was told to end
     */
    public long restart(long jobExecutionId, String launchedBy) {
        RunParameters parameters =
                RunParameters.of(executions.get(jobExecutionId).getJobParameters());
        return localRuns.launch(() -> {
            takeWave(parameters, launchedBy);
            return started(parameters.waveId(), () -> restart(jobExecutionId, parameters));
        });
    }

    private JobExecution restart(long jobExecutionId, RunParameters parameters) throws JobExecutionException {
        JobExecution execution = executions.get(jobExecutionId);
        requireRestartable(execution);
        RunKind kind = RunKind.ofJob(execution.getJobInstance().getJobName());
        // Starting a job instance again is what continues it.
        return runs.isStoppedAtLimit(jobExecutionId)
                ? start(kind, parameters)
                : jobOperator.start(job(kind), execution.getJobParameters());
    }

    private JobExecution start(RunKind kind, RunParameters parameters) throws JobExecutionException {
        long runNumber = jdbc.sql("SELECT nextval('wave_run_number_seq')")
                .query(Long.class)
                .single();
        return jobOperator.start(job(kind), parameters.toJobParameters(runNumber));
    }

    private Job job(RunKind kind) {
        return switch (kind) {
            case DRY_RUN -> dryRunJob;
            case IMPORT -> importJob;
            case ROLLBACK -> rollbackJob;
            case RETENTION -> purgeJob;
        };
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

    /**
     * Gives up an execution that did not come to its end: it is never restarted, and its accounts that are not decided wait
     * again. One whose process has died is recovered first.
     *
     * @param abandonedBy a person, client or schedule
     * @throws UnknownRunException        when there is no such execution
     * @throws RunStateException          when it has completed, or was abandoned before
     * @throws RunAlreadyRunningException when it, or another run over its wave, is under way
     */
    public void abandon(long jobExecutionId, String abandonedBy) {
        RunParameters parameters =
                RunParameters.of(executions.get(jobExecutionId).getJobParameters());
        takeWave(parameters, abandonedBy);
        try {
            JobExecution execution = executions.get(jobExecutionId);
            if (execution.getStatus() == BatchStatus.COMPLETED || execution.getStatus() == BatchStatus.ABANDONED) {
                throw new RunStateException("Job execution " + jobExecutionId + " is " + execution.getStatus()
                        + "; only one that failed or was stopped can be abandoned");
            }
            LocalDateTime ended = execution.getEndTime();
            JobExecution abandoned = jobOperator.abandon(execution);
            if (ended != null) {
                // Abandoning counts as ending for the framework; for whoever reads how long the run took it does not.
                abandoned.setEndTime(ended);
                jobRepository.update(abandoned);
            }
            LOG.info("Job execution {} is abandoned by {}", jobExecutionId, abandonedBy);
        } catch (JobExecutionAlreadyRunningException e) {
            throw new IllegalStateException("The wave is ours, but job execution " + jobExecutionId + " runs", e);
        } finally {
            leases.release(parameters.waveId());
        }
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

    private void takeWave(RunParameters parameters, String launchedBy) {
        if (!leases.takeAfterRecovery(parameters.waveId(), launchedBy)) {
            Long running = leases.find(parameters.waveId())
                    .map(WaveLeases.Lease::jobExecutionId)
                    .orElse(null);
            throw new RunAlreadyRunningException(parameters.wave().toString(), running);
        }
        boolean recovered = false;
        try {
            recovery.recoverWave(parameters.waveId());
            recovered = true;
        } finally {
            if (!recovered) {
                leases.release(parameters.waveId());
            }
        }
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
