package org.accountimport.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Executes a run's partitions on threads of this JVM, as many at a time as the run was launched with. */
@Component
class LocalPartitions extends AbstractPartitionHandler {

    private final PartitionSteps steps;

    LocalPartitions(PartitionSteps steps) {
        this.steps = steps;
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
                executions.add(executor.submit(() -> {
                    steps.stepOf(partition).execute(partition);
                    return partition;
                }));
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
}
