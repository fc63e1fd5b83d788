package org.accountimport.job;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.accountimport.database.DiskFull;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells failures that pass, because the database was away, shut down or out of resources, from those that stay. */
final class Outages {

    /** Connection lost; transaction rolled back; out of resources. Source: PostgreSQL manual, appendix A. */
    private static final Set<String> STATE_CLASSES = Set.of("08", "40", "53");

    /** Shut down by an operator, crashed, starting up; closed because it was idle in a transaction. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");

    private Outages() {}

    /** Whether what ended a partition may succeed when it is done again. */
    static boolean ended(StepExecution partition) {
        return partition.getFailureExceptions().stream().anyMatch(Outages::isOutage);
    }

    /** Whether a partition ended because the database has no room left, which does not pass by itself. */
    static boolean metFullDisk(StepExecution partition) {
        return partition.getFailureExceptions().stream().anyMatch(DiskFull::isBehind);
    }

    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingFailureException) {
                return false; // somebody else goes on with it
            }
            if (isTransient(cause) || (cause instanceof SQLException sql && isTransientState(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransient(Throwable cause) {
        return cause instanceof TransientDataAccessException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof NonTransientDataAccessResourceException
                || cause instanceof CannotCreateTransactionException
                // A rollback that failed, in place of what it was for: the connection is lost.
                || cause instanceof TransactionSystemException
                || cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException;
    }

    private static boolean isTransientState(@Nullable String state) {
        return state != null && (STATES.contains(state) || STATE_CLASSES.contains(state.substring(0, 2)));
    }
}
