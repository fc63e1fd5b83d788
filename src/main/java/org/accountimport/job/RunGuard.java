package org.accountimport.job;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Looks between chunks whether a run has to stop by itself: its window has closed, or its error budget is spent. The
 * partition that sees it first stops the whole run; the others end with the chunks they are at. One for each partition.
 */
final class RunGuard implements StepInterruptionPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(RunGuard.class);

    private final RunParameters parameters;
    private final PartitionCounts counts;
    private final RunStops stops;
    private final Clock clock;

    RunGuard(RunParameters parameters, PartitionCounts counts, RunStops stops, Clock clock) {
        this.parameters = parameters;
        this.counts = counts;
        this.stops = stops;
        this.clock = clock;
    }

    @Override
    public void checkInterrupted(StepExecution partition) throws JobInterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            partition.setTerminateOnly();
            throw new JobInterruptedException("The thread of this partition is interrupted");
        }
        StopReason reason = reasonToStop(partition);
        if (reason != null) {
            stop(partition, reason);
            throw new JobInterruptedException("The run has to stop: " + reason.code());
        }
    }

    private @Nullable StopReason reasonToStop(StepExecution partition) {
        if (windowHasClosed(partition)) {
            return StopReason.WINDOW_CLOSED;
        }
        return budgetIsSpent(partition.getJobExecutionId()) ? StopReason.ERROR_BUDGET : null;
    }

    /** A window that had closed before this execution began was that of an earlier one: somebody restarted it on purpose. */
    private boolean windowHasClosed(StepExecution partition) {
        Instant until = parameters.until();
        if (until == null || clock.instant().isBefore(until)) {
            return false;
        }
        LocalDateTime began = partition.getJobExecution().getCreateTime();
        return began.atZone(ZoneId.systemDefault()).toInstant().isBefore(until);
    }

    private boolean budgetIsSpent(long jobExecutionId) {
        ErrorBudget budget = parameters.errorBudget();
        if (budget.isUnlimited()) {
            return false;
        }
        PartitionCounts.Progress progress = counts.progress(jobExecutionId);
        Map<String, Long> byCode = budget.byCode().isEmpty() ? Map.of() : counts.accountsByCode(jobExecutionId);
        return budget.isSpent(progress.errored(), byCode, progress.decided());
    }

    private void stop(StepExecution partition, StopReason reason) {
        try {
            stops.stop(partition.getJobExecutionId(), reason);
            LOG.info("Job execution {} stops: {}", partition.getJobExecutionId(), reason.code());
        } catch (RunStateException e) {
            LOG.debug("Job execution {} was stopped already", partition.getJobExecutionId(), e);
        }
        partition.setTerminateOnly();
    }
}
