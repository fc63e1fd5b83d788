package org.accountimport.database;

import java.sql.SQLException;

/** Tells that the database has no room left: it answers, stores nothing more, and somebody has to act. */
public final class DiskFull {

    /** Source: PostgreSQL manual, appendix A. */
    private static final String STATE = "53100";

    private DiskFull() {}

    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && STATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
