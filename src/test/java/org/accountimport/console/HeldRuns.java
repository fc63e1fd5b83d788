package org.accountimport.console;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Lets no run get on for a while. */
final class HeldRuns {

    private HeldRuns() {}

    /** Does something while every chunk waits for a table. Reading goes on. */
    static void during(DataSource dataSource, Runnable something) throws SQLException {
        holding(dataSource, "LOCK TABLE import_event IN EXCLUSIVE MODE", something);
    }

    /** Does something while the chunk with the newest account of all waits for it, and all others go on. */
    static void withAStraggler(DataSource dataSource, Runnable something) throws SQLException {
        holding(dataSource, "SELECT FROM import_process ORDER BY id DESC LIMIT 1 FOR UPDATE", something);
    }

    private static void holding(DataSource dataSource, String sql, Runnable something) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute(sql);
                something.run();
            } finally {
                connection.rollback();
            }
        }
    }
}
