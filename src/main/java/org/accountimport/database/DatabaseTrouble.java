package org.accountimport.database;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What keeps the database from serving a request that it may serve later. What is said of it tells nothing of its insides. */
public enum DatabaseTrouble {
    AWAY(
            "The database cannot be reached at the moment; send the request again after the time in Retry-After.",
            "see whether it runs; all goes on by itself when it is back"),
    FULL(
            "The database has no room left. What this request changed is undone, what an upload queued before stays;"
                    + " send all of it again after the time in Retry-After, when there is room.",
            "its disk is full: make room, all goes on by itself then"),
    SLOW(
            "The database did not answer in time; send the request again after the time in Retry-After.",
            "account-import.limits.query-time and .report-time bound the statements of requests"),
    LOCKED(
            "Something else is changing the same rows; send the request again after the time in Retry-After.",
            "account-import.limits.lock-time bounds how long requests wait for others");

    /** Source: PostgreSQL manual, appendix A. */
    private static final String QUERY_CANCELED = "57014";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final String detail;
    private final String advice;

    DatabaseTrouble(String detail, String advice) {
        this.detail = detail;
        this.advice = advice;
    }

    /** For the client. */
    public String detail() {
        return detail;
    }

    /** For the operator. */
    public String advice() {
        return advice;
    }

    /** Empty when it is not worth while to send the same request again. */
    public static Optional<DatabaseTrouble> behind(Throwable failure) {
        if (DiskFull.isBehind(failure)) {
            return Optional.of(FULL);
        }
        boolean passing = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                DatabaseTrouble known = ofState(sql.getSQLState());
                if (known != null) {
                    return Optional.of(known);
                }
            }
            passing |= cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof CannotCreateTransactionException
                    // A rollback that failed, in place of what it was for: the connection is lost.
                    || cause instanceof TransactionSystemException;
        }
        return passing ? Optional.of(AWAY) : Optional.empty();
    }

    private static @Nullable DatabaseTrouble ofState(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return switch (state) {
            case QUERY_CANCELED -> SLOW;
            case LOCK_NOT_AVAILABLE -> LOCKED;
            // The connection is lost; the server is starting, stopping or has crashed.
            default -> state.startsWith("08") || state.startsWith("57P") ? AWAY : null;
        };
    }
}
