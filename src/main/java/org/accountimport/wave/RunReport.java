package org.accountimport.wave;

import java.time.OffsetDateTime;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;

/**
 * How one run over a wave stands.
 *
 * @param status     Batch's status: STARTING, STARTED, STOPPING, STOPPED, COMPLETED, FAILED, ABANDONED, UNKNOWN
 * @param exitCode   Batch's exit code; UNKNOWN or EXECUTING while it runs
 * @param stopReason why it ended before everything was decided; null when it did not
 * @param startedAt  null when it has not begun
 * @param endedAt    null while it runs
 * @param seconds    how long it has run, or ran
 * @param total      accounts that waited for a verdict when it began
 * @param leftAlone  accounts that were replaced, cancelled or decided by someone else meanwhile
 */
public record RunReport(
        long jobExecutionId,
        RunKind kind,
        WaveName wave,
        String status,
        String exitCode,
        @Nullable String stopReason,
        String launchedBy,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime startedAt,
        @Nullable OffsetDateTime endedAt,
        double seconds,
        long total,
        long succeeded,
        long errored,
        long leftAlone) {

    public long done() {
        return succeeded + errored + leftAlone;
    }

    public boolean isRunning() {
        return switch (status) {
            case "STARTING", "STARTED", "STOPPING" -> true;
            default -> false;
        };
    }

    /** Since it began; 0 when nothing is done yet. */
    public double accountsPerSecond() {
        return seconds > 0 ? done() / seconds : 0;
    }

    /** Seconds until everything is decided, at the rate so far; null when it does not run or nothing is done yet. */
    public @Nullable Long etaSeconds() {
        double rate = accountsPerSecond();
        return isRunning() && rate > 0 ? Math.round(Math.max(0, total - done()) / rate) : null;
    }

    /** In words how it stands, or why it ended as it did. */
    public String outcome() {
        if (stopReason != null && !isRunning()) {
            return switch (stopReason) {
                case "operator" -> "Stopped by an operator; a restart continues it.";
                case "window_closed" -> "Its window closed; a restart or the next launch continues it.";
                case "error_budget" -> "Its error budget is spent: too many accounts were found wrong.";
                case "limit" -> "It has taken as many accounts as it was limited to; more are waiting.";
                case "shutdown" -> "The process that ran it was told to end; a restart continues it.";
                case "crashed" -> "The process that ran it died; a restart continues it.";
                default -> stopReason;
            };
        }
        return switch (status) {
            case "COMPLETED" -> errored == 0 ? "Done." : "Done; some accounts are wrong.";
            case "FAILED" -> "Failed; the log of the process that ran it has the reason. A restart continues it.";
            case "UNKNOWN" -> "How it ended is not known; a restart repairs and continues it.";
            case "ABANDONED" -> "Abandoned; it is never restarted.";
            case "STOPPED" -> "Stopped; a restart continues it.";
            default -> "Under way.";
        };
    }
}
