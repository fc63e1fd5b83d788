package org.accountimport.job;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Puts a run's partitions into a queue and waits until all of them have ended, by asking the database: nobody reports back, so
 * no report can be lost. Neither the queue nor the database has to be there all the time.
 */
final class QueuedPartitions extends AbstractPartitionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(QueuedPartitions.class);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(50);
    private static final Duration LONGEST_POLL = Duration.ofMillis(200);

    private final PartitionQueue queue;
    private final PartitionWork work;
    private final PartitionAttempts attempts;
    private final JobRepository jobRepository;
    private final DatabasePatience patience;

    QueuedPartitions(
            PartitionQueue queue,
            PartitionWork work,
            PartitionAttempts attempts,
            JobRepository jobRepository,
            DatabasePatience patience) {
        this.queue = queue;
        this.work = work;
        this.attempts = attempts;
        this.jobRepository = jobRepository;
        this.patience = patience;
    }

    @Override
    protected Set<StepExecution> doHandle(StepExecution run, Set<StepExecution> partitions) throws Exception {
        if (partitions.isEmpty()) {
            return Set.of();
        }
        Wait wait = new Wait(run.getJobExecutionId(), partitions);
        Duration poll = SHORTEST_POLL;
        while (!wait.isOver()) {
            LockSupport.parkNanos(poll.toNanos());
            poll = poll.compareTo(LONGEST_POLL) < 0 ? poll.multipliedBy(2) : LONGEST_POLL;
        }
        return wait.ended();
    }

    /** Waiting for the partitions of one run. */
    private final class Wait {

        private final long jobExecutionId;
        private final List<Long> ids;
        private boolean sent;
        private Map<Long, Integer> versions = Map.of();
        private long movedAt = System.nanoTime();
        private boolean outageTold;

        Wait(long jobExecutionId, Set<StepExecution> partitions) {
            this.jobExecutionId = jobExecutionId;
            this.ids = partitions.stream()
                    .sorted(Comparator.comparing(StepExecution::getStepName))
                    .map(StepExecution::getId)
                    .toList();
        }

        boolean isOver() throws JobExecutionException {
            try {
                boolean over = look();
                outageTold = false;
                return over;
            } catch (RuntimeException e) {
                if (!Outages.isOutage(e)) {
                    throw e;
                }
                if (!outageTold) {
                    LOG.warn("The database is away; job execution {} waits for it", jobExecutionId);
                    outageTold = true;
                }
                return false;
            }
        }

        private boolean look() throws JobExecutionException {
            BatchStatus status = attempts.runStatus(jobExecutionId);
            boolean stopped = status == BatchStatus.STOPPING || status == BatchStatus.STOPPED;
            if (!stopped && !status.isRunning()) {
                throw new JobExecutionException("Job execution " + jobExecutionId + " is " + status
                        + ": another server has taken its wave over");
            }
            if (!sent && !stopped) {
                sent = send(ids);
            }
            List<PartitionAttempts.State> waiting = attempts.states(ids).stream()
                    .filter(state -> !state.ended())
                    .toList();
            noteWhatMoved(waiting);
            if (stopped) {
                waiting.forEach(this::stopUnattended);
            } else if (sent && isSilent() && !waiting.isEmpty()) {
                sendAgain(waiting);
            }
            return waiting.isEmpty();
        }

        private boolean send(Collection<Long> partitions) {
            try {
                queue.send(partitions.stream()
                        .map(id -> new PartitionRequest(jobExecutionId, id))
                        .toList());
                return true;
            } catch (RuntimeException e) {
                LOG.warn(
                        "The broker does not take the partitions of job execution {} ({}); trying again. Where it does not let us"
                                + " in, account-import.workers.user and account-import.workers.password are not those of the"
                                + " broker",
                        jobExecutionId,
                        e.getMessage());
                return false;
            }
        }

        private void noteWhatMoved(List<PartitionAttempts.State> waiting) {
            Map<Long, Integer> now = waiting.stream()
                    .collect(Collectors.toMap(
                            PartitionAttempts.State::stepExecutionId, PartitionAttempts.State::version));
            if (!now.equals(versions)) {
                versions = now;
                movedAt = System.nanoTime();
            }
        }

        private boolean isSilent() {
            return System.nanoTime() - movedAt > queue.patience().toNanos();
        }

        /** Requests get lost with a broker that forgets them when it is started anew. */
        private void sendAgain(List<PartitionAttempts.State> waiting) {
            movedAt = System.nanoTime();
            try {
                if (!queue.isEmpty()) {
                    LOG.warn(
                            "{} partitions of job execution {} wait, and nobody takes them; start a worker, or stop the run",
                            waiting.size(),
                            jobExecutionId);
                    return;
                }
            } catch (RuntimeException e) {
                LOG.warn("The broker is away; job execution {} waits for it", jobExecutionId);
                return;
            }
            LOG.warn(
                    "Nobody works on {} partitions of job execution {}; asking for them again",
                    waiting.size(),
                    jobExecutionId);
            send(waiting.stream().map(PartitionAttempts.State::stepExecutionId).toList());
        }

        /** A partition that somebody executes ends with its chunk; one that waits, or whose worker is gone, ends here. */
        private void stopUnattended(PartitionAttempts.State waiting) {
            if (waiting.status() != BatchStatus.STARTING && !isSilent()) {
                return;
            }
            StepExecution partition = jobRepository.getStepExecution(waiting.stepExecutionId());
            if (partition == null || partition.getVersion() == null || partition.getVersion() != waiting.version()) {
                return;
            }
            try {
                work.settle(partition, BatchStatus.STOPPED, ExitStatus.STOPPED);
            } catch (OptimisticLockingFailureException e) {
                LOG.debug("{} of job execution {} has begun", partition.getStepName(), jobExecutionId, e);
            }
        }

        Set<StepExecution> ended() {
            JobExecution execution = patience.patiently(
                            () -> Optional.ofNullable(jobRepository.getJobExecution(jobExecutionId)))
                    .orElseThrow(() -> new IllegalStateException("This process ends"));
            return execution.getStepExecutions().stream()
                    .filter(step -> ids.contains(step.getId()))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }
}
