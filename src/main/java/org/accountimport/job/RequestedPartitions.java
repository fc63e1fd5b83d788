package org.accountimport.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.stereotype.Service;

/**
 * Executes partitions that are asked for by a message. A message may be late, come twice, or come to another process because
 * the first one is dead or cut off; what stands in the database decides what is done. Safe for use by several threads.
 */
@Service
public class RequestedPartitions {

    /** Lifecycle phase in which partitions under way end; whoever delivers requests stops in the same one. */
    public static final int PHASE = PartitionWork.PHASE;

    /**
     * A partition that is delivered more often takes down every process that executes it. Brokers drop a message after ten
     * deliveries, in silence: the limit here comes first.
     */
    static final int MOST_DELIVERIES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(RequestedPartitions.class);

    private final PartitionWork work;
    private final PartitionAttempts attempts;
    private final JobRepository jobRepository;
    private final JobProperties properties;
    private final DatabasePatience patience;

    RequestedPartitions(
            PartitionWork work,
            PartitionAttempts attempts,
            JobRepository jobRepository,
            JobProperties properties,
            DatabasePatience patience) {
        this.work = work;
        this.attempts = attempts;
        this.jobRepository = jobRepository;
        this.properties = properties;
        this.patience = patience;
    }

    /** How many partitions this JVM executes at the same time where nothing else is said. */
    public int defaultThreads() {
        return properties.threadsOrProcessors();
    }

    /** The name of this JVM in reports. */
    public String worker() {
        return properties.workerOrProcess();
    }

    private record Begun(StepExecution partition, int attempt) {}

    /**
     * Executes a partition on the caller's thread, to its end. While the database is away, that waits for it.
     *
     * @param delivery how often this request was delivered, from 1
     * @return whether the request is done with; if not, it is to be delivered again, to another process, because this one is
     *         about to end
     */
    public boolean execute(PartitionRequest request, int delivery) {
        if (patience.isOver()) {
            return false;
        }
        Optional<Begun> begun = patience.patiently(() -> begin(request, delivery));
        if (begun.isEmpty()) {
            return !patience.isOver();
        }
        PartitionWork.Result result =
                work.execute(begun.get().partition(), begun.get().attempt());
        return result.through() || !patience.isOver();
    }

    /** Begins the partition; empty when there is nothing to execute. */
    private Optional<Begun> begin(PartitionRequest request, int delivery) {
        StepExecution partition = find(request.stepExecutionId());
        if (partition == null || partition.getJobExecutionId() != request.jobExecutionId()) {
            LOG.warn("{} names no partition; dropped. Do manager and worker use the same database?", request);
            return Optional.empty();
        }
        JobExecution run = partition.getJobExecution();
        if (partition.getStatus() == BatchStatus.COMPLETED) {
            attempts.endUnattended(partition.getId(), run.getId());
            return Optional.empty();
        }
        if (run.isStopping() || run.isStopped()) {
            work.settle(partition, BatchStatus.STOPPED, ExitStatus.STOPPED);
            return Optional.empty();
        }
        if (!run.isRunning()) {
            LOG.info("{} comes from a run that is {}; dropped", request, run.getStatus());
            return Optional.empty();
        }
        if (delivery > MOST_DELIVERIES) {
            LOG.error("{} was delivered {} times; giving it up", request, MOST_DELIVERIES);
            work.settle(
                    partition,
                    BatchStatus.FAILED,
                    ExitStatus.FAILED.addExitDescription("Every process that executed this partition died."));
            return Optional.empty();
        }
        return attempts.begin(partition.getId(), run.getId()).map(attempt -> new Begun(partition, attempt));
    }

    private @Nullable StepExecution find(long stepExecutionId) {
        try {
            return jobRepository.getStepExecution(stepExecutionId);
        } catch (EmptyResultDataAccessException e) {
            return null;
        }
    }
}
