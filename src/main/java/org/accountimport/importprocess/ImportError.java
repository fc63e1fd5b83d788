package org.accountimport.importprocess;

import java.util.List;
import org.accountimport.payload.Violation;

/**
 * The {@code latest_error} of an account import process.
 *
 * @param code   a code of the rulebook, {@code account_failed_validation}, {@code unexpected_error} or
 *               {@code job_execution_failed}
 * @param detail for a person; may quote the payload, so it never goes into a log
 */
public record ImportError(String code, String detail) {

    /** Sums up what is wrong with a payload: the violation itself when there is one, their number when there are more. */
    public static ImportError of(List<Violation> violations) {
        if (violations.size() == 1) {
            Violation only = violations.get(0);
            return new ImportError(only.code(), only.attr() + ": " + only.detail());
        }
        return new ImportError("account_failed_validation", "The payload breaks " + violations.size() + " rules.");
    }

    static ImportError ofFailedJob(CoveringRun run) {
        return new ImportError(
                "job_execution_failed",
                "Job execution " + run.jobExecutionId() + " (" + run.kind().jobName()
                        + ") failed before it decided about this account; restart that execution.");
    }
}
