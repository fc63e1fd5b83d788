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
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("LOCK TABLE import_event IN EXCLUSIVE MODE");
                something.run();
            } finally {
                connection.rollback();
            }
        }
    }
}
