package org.accountimport.job;

import java.util.List;
import java.util.Optional;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.accountimport.wave.RunSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
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

    private final WaveRuns runs;
    private final RunQueue queue;
    private final WaveLeases leases;
    private final RunSettings settings;
    private final RunClosing closing;
    private final TransactionTemplate transactions;

    RunBookkeeping(
            WaveRuns runs,
            RunQueue queue,
            WaveLeases leases,
            RunSettings settings,
            RunClosing closing,
            TransactionTemplate transactions) {
        this.runs = runs;
        this.queue = queue;
        this.leases = leases;
        this.settings = settings;
        this.closing = closing;
        this.transactions = transactions;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        transactions.executeWithoutResult(status -> {
            open(execution);
            settings.keep(
                    execution.getId(),
                    RunParameters.of(execution.getJobParameters()).wave().importSupplier());
        });
    }

    private void open(JobExecution execution) {
        RunParameters parameters = RunParameters.of(execution.getJobParameters());
        leases.runs(parameters.waveId(), execution.getId());
        LOG.info(
                "Job execution {}, {} of {}, launched by {}",
                execution.getId(),
                execution.getJobInstance().getJobName(),
                parameters.wave(),
                parameters.launchedBy());
        long instanceId = execution.getJobInstance().getInstanceId();
        Optional<WaveRuns.WaveRun> first = runs.firstOfInstance(instanceId);
        if (first.isPresent()) {
            List<Long> ends = first.get().partitionEnds();
            long left = ends.isEmpty() ? 0 : queue.count(first.get().scope(), ends.get(ends.size() - 1));
            runs.reopen(execution.getId(), first.get(), left, parameters.launchedBy());
            return;
        }
        RunScope scope = new RunScope(
                execution.getId(),
                execution.getId(),
                parameters.waveId(),
                RunKind.ofJob(execution.getJobInstance().getJobName()),
                parameters.retryErrored());
        int partitions = Math.min(MAX_PARTITIONS, parameters.threads() * PARTITIONS_PER_THREAD);
        List<Long> ends = queue.partEnds(scope, partitions);
        long total = ends.isEmpty() ? 0 : queue.count(scope, ends.get(ends.size() - 1));
        runs.open(new WaveRuns.WaveRun(scope, ends), instanceId, total, parameters.launchedBy());
    }

    @Override
    public void afterJob(JobExecution execution) {
        RunParameters parameters = RunParameters.of(execution.getJobParameters());
        try {
            if (execution.getStatus() == BatchStatus.STOPPED) {
                runs.stopped(execution.getId(), StopReason.OPERATOR);
            }
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                closing.closeUnfinished(execution.getId());
            }
            LOG.info(
                    "Job execution {}, {} of {}, ended as {}",
                    execution.getId(),
                    execution.getJobInstance().getJobName(),
                    parameters.wave(),
                    execution.getStatus());
        } finally {
            leases.release(parameters.waveId());
        }
    }
}
