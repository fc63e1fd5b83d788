package org.accountimport.api;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that is away, or too busy for the moment, from everything else that can go wrong. */
final class DatabaseAway {

    private DatabaseAway() {}

    /** Whether it is worth while to send the same request again. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof CannotCreateTransactionException
                    || (cause instanceof SQLException sql && isConnectionLost(sql))) {
                return true;
            }
        }
        return false;
    }

    /** SQLSTATE classes 08 (connection) and 57P (the server is starting, stopping or has crashed). */
    private static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
