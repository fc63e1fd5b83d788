package org.accountimport.importprocess;

import java.util.List;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What a run decides about one account.
 *
 * @param payloadVersion the version that was judged
 * @param accountNumber  of the created account, for PROCESSED; else null
 * @param error          for ERRORED and DRY_RUN_ERRORED; else null
 * @param violations     in rulebook order; empty unless a payload was found wrong
 */
public record Decision(
        long processId,
        int payloadVersion,
        DecidedStatus status,
        @Nullable String accountNumber,
        @Nullable ImportError error,
        List<Violation> violations) {

    /** The payload holds; nothing else was asked. */
    public static Decision dryRunSucceeded(long processId, int payloadVersion) {
        return new Decision(processId, payloadVersion, DecidedStatus.DRY_RUN_SUCCEEDED, null, null, List.of());
    }

    /** The account is created. */
    public static Decision processed(long processId, int payloadVersion, String accountNumber) {
        return new Decision(processId, payloadVersion, DecidedStatus.PROCESSED, accountNumber, null, List.of());
    }

    /** The payload breaks rules. */
    public static Decision rejected(RunKind kind, long processId, int payloadVersion, List<Violation> violations) {
        return new Decision(processId, payloadVersion, kind.rejected(), null, ImportError.of(violations), violations);
    }

    /** The payload could not be decided by its rules: something else refused it. */
    public static Decision failed(RunKind kind, long processId, int payloadVersion, ImportError error) {
        return new Decision(processId, payloadVersion, kind.rejected(), null, error, List.of());
    }

    ImportEvent event() {
        return switch (status) {
            case DRY_RUN_SUCCEEDED -> ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_SUCCEEDED;
            case DRY_RUN_ERRORED -> ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_ERRORED;
            case PROCESSED -> ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_PROCESSED;
            case ERRORED -> ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_ERRORED;
            case PENDING, CANCELLED -> throw new IllegalStateException("No run decides " + status);
        };
    }
}
