package org.accountimport.importprocess;

import org.jspecify.annotations.Nullable;

/**
 * The newest job execution that covers an account: its id range holds the account, and the payload was queued before it.
 *
 * @param jobExecutionId its id
 * @param firstExecution the first execution of the same job instance (itself, unless it is a restart)
 * @param state          how it stands
 */
record CoveringRun(long jobExecutionId, long firstExecution, RunKind kind, boolean retryErrored, State state) {

    enum State {
        /** STARTING, STARTED, STOPPING. */
        LIVE,
        /** FAILED, UNKNOWN. */
        FAILED,
        /** COMPLETED, STOPPED, ABANDONED. */
        ENDED;

        static State ofBatchStatus(String batchStatus) {
            return switch (batchStatus) {
                case "STARTING", "STARTED", "STOPPING" -> LIVE;
                case "FAILED", "UNKNOWN" -> FAILED;
                default -> ENDED;
            };
        }
    }

    /** Whether this run is on its way to an account in this status that was last decided by that execution. */
    boolean willTake(DecidedStatus status, @Nullable Long decidedBy) {
        return state == State.LIVE
                && kind.takes(retryErrored).contains(status)
                && (decidedBy == null || decidedBy < firstExecution);
    }
}
