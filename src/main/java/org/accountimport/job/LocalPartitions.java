package org.accountimport.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Executes a run's partitions on threads of this JVM, as many at a time as the run was launched with. */
final class LocalPartitions extends AbstractPartitionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPartitions.class);

    private final PartitionWork work;
    private final PartitionAttempts attempts;
    private final DatabasePatience patience;

    LocalPartitions(PartitionWork work, PartitionAttempts attempts, DatabasePatience patience) {
        this.work = work;
        this.attempts = attempts;
        this.patience = patience;
    }

    @Override
    protected Set<StepExecution> doHandle(StepExecution run, Set<StepExecution> partitions) throws Exception {
        int threads = RunParameters.of(run.getJobParameters()).threads();
        ExecutorService executor = Executors.newFixedThreadPool(
                threads, new CustomizableThreadFactory("run-" + run.getJobExecutionId() + "-"));
        try {
            List<Future<StepExecution>> executions = new ArrayList<>(partitions.size());
            List<StepExecution> inOrder = partitions.stream()
                    .sorted(Comparator.comparing(StepExecution::getStepName))
                    .toList();
            for (StepExecution partition : inOrder) {
                executions.add(executor.submit(() -> execute(partition)));
            }
            Set<StepExecution> ended = new HashSet<>();
            for (Future<StepExecution> execution : executions) {
                ended.add(execution.get());
            }
            return ended;
        } finally {
            executor.shutdown();
        }
    }

    private StepExecution execute(StepExecution partition) {
        Optional<Integer> attempt =
                patience.patiently(() -> attempts.begin(partition.getId(), partition.getJobExecutionId()));
        if (attempt.isEmpty()) {
            LOG.error(
                    "{} of job execution {} does not begin: this process ends, or another has taken the wave over",
                    partition.getStepName(),
                    partition.getJobExecutionId());
            partition.setStatus(BatchStatus.FAILED);
            return partition;
        }
        return work.execute(partition, attempt.get()).partition();
    }
}
