package org.accountimport.job;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Executes partitions in this JVM. A partition that fails because the database is away is gone on with when the database is
 * back: what its last commit left is undecided still, and nothing else was. When this JVM is told to end, its partitions end
 * with the chunks they are at. Safe for use by several threads, each with partitions of its own.
 */
@Component
class PartitionWork implements SmartLifecycle {

    /** Stops together with whoever hands out partitions, after {@link LocalRuns}. */
    static final int PHASE = Integer.MAX_VALUE - 10;

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWork.class);
    private static final int MOST_FRUITLESS_ATTEMPTS = 4;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    /** Every attempt repeats the work of a chunk, and nobody makes room in a second. */
    private static final Duration ROOM_CHECK = Duration.ofSeconds(5);

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final PartitionSteps steps;
    private final PartitionAttempts attempts;
    private final JobRepository jobRepository;
    private final DatabasePatience patience;
    private final Set<StepExecution> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    PartitionWork(
            PartitionSteps steps, PartitionAttempts attempts, JobRepository jobRepository, DatabasePatience patience) {
        this.steps = steps;
        this.attempts = attempts;
        this.jobRepository = jobRepository;
        this.patience = patience;
    }

    /**
     * What became of a partition.
     *
     * @param partition as it stands now
     * @param through   whether its status is final; if not, it was taken over, its run is gone, or this JVM is about to end
     */
    record Result(StepExecution partition, boolean through) {}

    /** Executes a partition of which an attempt was begun by this JVM. Throws nothing that the partition itself meets. */
    Result execute(StepExecution begun, int firstAttempt) {
        StepExecution partition = begun;
        int attempt = firstAttempt;
        int fruitless = 0;
        while (true) {
            long committed = partition.getCommitCount();
            executeOnce(partition);
            if (isPutOff(partition)) {
                return new Result(partition, false);
            }
            if (!isLost(partition)) {
                return through(partition, attempt);
            }
            if (Outages.metFullDisk(partition)) {
                LOG.error(
                        "The database has no room left on its disk: make room; {} of job execution {} goes on by itself then",
                        partition.getStepName(),
                        partition.getJobExecutionId());
                patience.pause(ROOM_CHECK);
                fruitless = 0;
            } else {
                fruitless = partition.getCommitCount() > committed ? 1 : fruitless + 1;
            }
            Optional<Continued> next = continued(partition, attempt, fruitless);
            if (next.isEmpty()) {
                return new Result(partition, false);
            }
            partition = next.get().partition();
            attempt = next.get().attempt();
            if (partition.getStatus() == BatchStatus.COMPLETED) {
                return through(partition, attempt); // its last commit was acknowledged to nobody
            }
            if (fruitless == MOST_FRUITLESS_ATTEMPTS) {
                return givenUp(partition, attempt);
            }
        }
    }

    private record Continued(StepExecution partition, int attempt) {}

    /** Begins the next attempt at a partition; empty when it belongs to somebody else now. */
    private Optional<Continued> continued(StepExecution lost, int attempt, int fruitless) {
        long id = lost.getId();
        LOG.warn("{} of job execution {} was broken off", lost.getStepName(), lost.getJobExecutionId());
        patience.pause(SHORTEST_PAUSE.multipliedBy(1L << fruitless));
        return patience.patiently(() -> {
            // Loaded before it is known that the run is under way still: if it is not, the version has changed.
            StepExecution partition = jobRepository.getStepExecution(id);
            if (partition == null || patience.isOver()) {
                return Optional.empty();
            }
            return attempts.goOn(id, lost.getJobExecutionId(), attempt).map(next -> new Continued(partition, next));
        });
    }

    private void executeOnce(StepExecution partition) {
        underWay.add(partition);
        try {
            if (patience.isOver()) {
                partition.setTerminateOnly();
            }
            partition.setExitStatus(ExitStatus.EXECUTING);
            steps.stepOf(partition).execute(partition);
        } catch (JobInterruptedException e) {
            partition.setStatus(BatchStatus.STOPPED);
        } catch (RuntimeException e) {
            cannotBegin(partition, e);
        } finally {
            underWay.remove(partition);
        }
    }

    /** The run waits for the others and ends as FAILED. */
    private void cannotBegin(StepExecution partition, RuntimeException reason) {
        LOG.error(
                "{} of job execution {} cannot begin", partition.getStepName(), partition.getJobExecutionId(), reason);
        partition.addFailureException(reason);
        if (Outages.isOutage(reason)) {
            partition.setStatus(BatchStatus.UNKNOWN);
        } else {
            fail(partition, ExitStatus.FAILED.addExitDescription(reason));
        }
    }

    /** The database is there, and what it says should pass does not pass. */
    private Result givenUp(StepExecution partition, int attempt) {
        LOG.error(
                "{} of job execution {} was broken off {} times without getting on; giving it up",
                partition.getStepName(),
                partition.getJobExecutionId(),
                MOST_FRUITLESS_ATTEMPTS);
        fail(partition, ExitStatus.FAILED.addExitDescription("Given up after repeated outages of the database."));
        return isLost(partition) ? new Result(partition, false) : through(partition, attempt);
    }

    private void fail(StepExecution partition, ExitStatus exitStatus) {
        partition.setStatus(BatchStatus.FAILED);
        partition.setExitStatus(exitStatus);
        try {
            jobRepository.update(partition);
        } catch (RuntimeException e) {
            partition.addFailureException(e);
            partition.setStatus(BatchStatus.UNKNOWN);
        }
    }

    private Result through(StepExecution partition, int attempt) {
        patience.patiently(() -> {
            attempts.end(partition.getId(), attempt);
            return Optional.empty();
        });
        return new Result(partition, true);
    }

    /**
     * Ends a partition that nobody executes.
     *
     * @throws OptimisticLockingFailureException when somebody executes it after all
     */
    void settle(StepExecution partition, BatchStatus status, ExitStatus exitStatus) {
        partition.setStatus(status);
        partition.setExitStatus(exitStatus);
        jobRepository.update(partition);
        attempts.endUnattended(partition.getId(), partition.getJobExecutionId());
    }

    /** Whether nothing final is known about it: it met an outage, or how it ended could not be stored. */
    private static boolean isLost(StepExecution partition) {
        return switch (partition.getStatus()) {
            case UNKNOWN -> true;
            case FAILED -> Outages.ended(partition);
            default -> false;
        };
    }

    /** Whether it ended early because this JVM ends, while its run goes on elsewhere. */
    private boolean isPutOff(StepExecution partition) {
        JobExecution run = partition.getJobExecution();
        return patience.isOver()
                && partition.getStatus() == BatchStatus.STOPPED
                && !run.isStopping()
                && !run.isStopped();
    }

    @Override
    public void start() {
        running = true;
        patience.begin();
    }

    @Override
    public void stop() {
        running = false;
        patience.end();
        underWay.forEach(StepExecution::setTerminateOnly);
        long deadline = System.nanoTime() + PATIENCE_AT_THE_END.toNanos();
        while (!underWay.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
