package org.accountimport.job;

import java.util.Optional;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.accountimport.wave.PayloadPurge;
import org.accountimport.wave.RunSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what a job execution covers when it begins; when it ends, sums it up and lets go of its lease. */
@Component
class RunBookkeeping implements JobExecutionListener {

    private static final Logger LOG = LoggerFactory.getLogger(RunBookkeeping.class);
    /** Enough for balance: a thread that ends early takes another partition. */
    private static final int PARTITIONS_PER_THREAD = 4;
    /** Every partition costs a few statements to begin and end. */
    private static final int MAX_PARTITIONS = 64;

    /** So many for a small wave, if that makes two chunks each; it is through soon in any case. */
    private static final int FEW_PARTITIONS = 4;

    private static final int LEAST_CHUNKS_OF_FEW = 2;

    private static final int LEAST_CHUNKS_TO_ASK_FOR = 8;

    private final WaveRuns runs;
    private final RunQueue queue;
    private final WaveLeases leases;
    private final RunSettings settings;
    private final RunClosing closing;
    private final RunFence fence;
    private final PayloadPurge purge;
    private final DatabasePatience patience;
    private final ObjectProvider<PartitionQueue> queued;
    private final TransactionTemplate transactions;

    RunBookkeeping(
            WaveRuns runs,
            RunQueue queue,
            WaveLeases leases,
            RunSettings settings,
            RunClosing closing,
            RunFence fence,
            PayloadPurge purge,
            DatabasePatience patience,
            ObjectProvider<PartitionQueue> queued,
            TransactionTemplate transactions) {
        this.runs = runs;
        this.queue = queue;
        this.leases = leases;
        this.settings = settings;
        this.closing = closing;
        this.fence = fence;
        this.purge = purge;
        this.patience = patience;
        this.queued = queued;
        this.transactions = transactions;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        RunParameters parameters = RunParameters.of(execution.getJobParameters());
        transactions.executeWithoutResult(status -> {
            open(execution, parameters);
            settings.keep(execution.getId(), parameters.wave().importSupplier());
        });
        fence.begun(execution, parameters.waveId());
    }

    private void open(JobExecution execution, RunParameters parameters) {
        String launchedBy = leases.runs(parameters.waveId(), execution.getId());
        LOG.info("{}, launched by {}", name(execution, parameters), launchedBy);
        long instanceId = execution.getJobInstance().getInstanceId();
        Optional<WaveRuns.WaveRun> first = runs.firstOfInstance(instanceId);
        if (first.isPresent()) {
            runs.reopen(execution.getId(), first.get(), left(first.get(), parameters), launchedBy);
            return;
        }
        RunScope scope = new RunScope(
                execution.getId(),
                execution.getId(),
                parameters.waveId(),
                RunKind.ofJob(execution.getJobInstance().getJobName()),
                parameters.retryErrored());
        int partitions = queued.getIfAvailable() == null
                ? Math.min(MAX_PARTITIONS, parameters.threads() * PARTITIONS_PER_THREAD)
                : partitionsForAnyNumberOfWorkers(scope, parameters);
        WaveRuns.WaveRun run = new WaveRuns.WaveRun(scope, queue.partEnds(scope, partitions, parameters.limit()));
        runs.open(run, instanceId, left(run, parameters), launchedBy);
    }

    /** Nobody knows how many workers there will be; asking one for a partition is to pay off. */
    private int partitionsForAnyNumberOfWorkers(RunScope scope, RunParameters parameters) {
        long waiting = queue.count(scope, 0, Long.MAX_VALUE);
        long covered = parameters.limit() == null ? waiting : Math.min(waiting, parameters.limit());
        long chunks = covered / parameters.chunkSize();
        long few = Math.min(FEW_PARTITIONS, chunks / LEAST_CHUNKS_OF_FEW);
        return (int) Math.max(1, Math.min(MAX_PARTITIONS, Math.max(few, chunks / LEAST_CHUNKS_TO_ASK_FOR)));
    }

    private long left(WaveRuns.WaveRun run, RunParameters parameters) {
        if (run.partitionEnds().isEmpty()) {
            return 0;
        }
        return run.scope().kind() == RunKind.RETENTION
                ? purge.count(run.scope(), run.lastId(), parameters.keepDaysOrNone())
                : queue.count(run.scope(), 0, run.lastId());
    }

    @Override
    public void afterJob(JobExecution execution) {
        RunParameters parameters = RunParameters.of(execution.getJobParameters());
        try {
            boolean summedUp = patience.patiently(() -> {
                        if (fence.hasLost(execution)) {
                            return Optional.of(false);
                        }
                        sumUp(execution, parameters);
                        return Optional.of(true);
                    })
                    .orElse(false);
            if (summedUp) {
                LOG.info("{}, ended as {}", name(execution, parameters), execution.getStatus());
            }
        } finally {
            fence.ended(execution);
            leases.release(parameters.waveId());
        }
    }

    /** Of a run that has ended. Safe to be called again. */
    private void sumUp(JobExecution execution, RunParameters parameters) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            stopAtLimit(execution, parameters);
        } else {
            closing.closeUnfinished(execution.getId());
        }
        if (execution.getStatus() == BatchStatus.STOPPED) {
            runs.stopped(execution.getId(), StopReason.OPERATOR);
        }
    }

    /** A canary that has done its part is no wave that is done. */
    private void stopAtLimit(JobExecution execution, RunParameters parameters) {
        if (parameters.limit() == null) {
            return;
        }
        WaveRuns.WaveRun run = runs.get(execution.getId());
        if (queue.count(run.scope(), run.lastId(), Long.MAX_VALUE) > 0) {
            runs.stopped(execution.getId(), StopReason.LIMIT);
            execution.setStatus(BatchStatus.STOPPED);
            execution.setExitStatus(ExitStatus.STOPPED.addExitDescription("The limit of this run is reached."));
        }
    }

    private static String name(JobExecution execution, RunParameters parameters) {
        return "Job execution " + execution.getId() + ", "
                + execution.getJobInstance().getJobName() + " of " + parameters.wave();
    }
}
