package org.accountimport.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Executes a run's partitions on threads of this JVM, as many at a time as the run was launched with. */
@Component
class LocalPartitions extends AbstractPartitionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPartitions.class);

    private final PartitionSteps steps;
    private final JobRepository jobRepository;

    LocalPartitions(PartitionSteps steps, JobRepository jobRepository) {
        this.steps = steps;
        this.jobRepository = jobRepository;
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

    /** A partition that cannot even begin fails by itself: the run waits for the others and ends as FAILED. */
    private StepExecution execute(StepExecution partition) throws JobInterruptedException {
        Step step;
        try {
            step = steps.stepOf(partition);
        } catch (RuntimeException e) {
            LOG.error("{} of job execution {} cannot begin", partition.getStepName(), partition.getJobExecutionId(), e);
            partition.setStatus(BatchStatus.FAILED);
            partition.setExitStatus(ExitStatus.FAILED.addExitDescription(e));
            jobRepository.update(partition);
            return partition;
        }
        step.execute(partition);
        return partition;
    }
}
