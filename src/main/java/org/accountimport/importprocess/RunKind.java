package org.accountimport.importprocess;

import static org.accountimport.importprocess.DecidedStatus.CANCELLED;
import static org.accountimport.importprocess.DecidedStatus.DRY_RUN_ERRORED;
import static org.accountimport.importprocess.DecidedStatus.DRY_RUN_SUCCEEDED;
import static org.accountimport.importprocess.DecidedStatus.ERRORED;
import static org.accountimport.importprocess.DecidedStatus.PENDING;
import static org.accountimport.importprocess.DecidedStatus.PROCESSED;

import java.util.Set;

/**
 * The jobs over a wave, and the moves each of them makes. Source: HTTP contract, "Moves"; ours are a rollback, which takes back
 * what imports have done, and retention, which purges payloads and moves nothing.
 */
public enum RunKind {
    DRY_RUN("dry-run", DRY_RUN_SUCCEEDED, DRY_RUN_ERRORED) {
        @Override
        public Set<DecidedStatus> takes(boolean retryErrored) {
            return Set.of(PENDING, DRY_RUN_SUCCEEDED, DRY_RUN_ERRORED);
        }
    },
    IMPORT("import", PROCESSED, ERRORED) {
        @Override
        public Set<DecidedStatus> takes(boolean retryErrored) {
            return retryErrored
                    ? Set.of(PENDING, DRY_RUN_SUCCEEDED, DRY_RUN_ERRORED, ERRORED)
                    : Set.of(PENDING, DRY_RUN_SUCCEEDED);
        }
    },
    ROLLBACK("rollback", PENDING, PROCESSED) {
        @Override
        public Set<DecidedStatus> takes(boolean retryErrored) {
            return Set.of(PROCESSED);
        }
    },
    RETENTION("retention", PROCESSED, CANCELLED) {
        @Override
        public Set<DecidedStatus> takes(boolean retryErrored) {
            return Set.of(PROCESSED, CANCELLED);
        }
    };

    private final String jobName;
    private final DecidedStatus accepted;
    private final DecidedStatus rejected;

    RunKind(String jobName, DecidedStatus accepted, DecidedStatus rejected) {
        this.jobName = jobName;
        this.accepted = accepted;
        this.rejected = rejected;
    }

    /** The statuses of the accounts that a run takes; an account in any other status is left as it is. */
    public abstract Set<DecidedStatus> takes(boolean retryErrored);

    /** The job's name on the command line, in the API and in the job repository. */
    public String jobName() {
        return jobName;
    }

    /** What becomes of an account whose payload holds, or that is rolled back. */
    public DecidedStatus accepted() {
        return accepted;
    }

    /** What becomes of an account whose payload breaks a rule, that the database refuses, or that a rollback keeps. */
    public DecidedStatus rejected() {
        return rejected;
    }

    /**
     * Finds a kind by its job's name.
     *
     * @throws IllegalArgumentException when no job has this name; the message lists those there are
     */
    public static RunKind ofJob(String jobName) {
        for (RunKind kind : values()) {
            if (kind.jobName.equals(jobName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "There is no job " + jobName + "; choose dry-run, import, rollback or retention");
    }
}
