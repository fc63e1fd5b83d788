package org.accountimport.wave;

import java.time.OffsetDateTime;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;

/**
 * How one run over a wave stands.
 *
 * @param status     Batch's status: STARTING, STARTED, STOPPING, STOPPED, COMPLETED, FAILED, ABANDONED, UNKNOWN
 * @param stopReason why it ended before everything was decided; null when it did not
 * @param total      accounts that waited for a verdict when it began
 * @param leftAlone  accounts that were replaced, cancelled or decided by someone else meanwhile
 */
public record RunReport(
        long jobExecutionId,
        RunKind kind,
        WaveName wave,
        String status,
        @Nullable String stopReason,
        String launchedBy,
        @Nullable OffsetDateTime startedAt,
        @Nullable OffsetDateTime endedAt,
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
}
