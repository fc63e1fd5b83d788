package org.accountimport.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * How to connect to the embedded server. The application's role owns the application's database and has no other right but to
 * have the keys of new accounts checked by set, as on any well-kept server, so that what works here works there.
 *
 * @param password of the superuser and of the application's role
 */
record ServerAccess(int port, String password) {

    /** The application's database and the role that owns it. */
    static final String DATABASE = "account_import";

    private static final String SECONDS_TO_CONNECT = "5";
    private static final String SECONDS_TO_ANSWER = "30";

    /** Without the password, so that it cannot get into a log. */
    @Override
    public String toString() {
        return jdbcUrl();
    }

    String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    Connection connectAsSuperuser() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ServerPrograms.SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "account-import start");
        properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        properties.setProperty("socketTimeout", SECONDS_TO_ANSWER);
        return DriverManager.getConnection(jdbcUrl("postgres"), properties);
    }

    /** Whether this is the server of that cluster, not another one with the same password: a copy, say. */
    boolean isServerOf(Path cluster) throws SQLException, IOException {
        try (Connection connection = connectAsSuperuser();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW data_directory")) {
            result.next();
            Path served = Path.of(result.getString(1));
            return Files.exists(served) && Files.isSameFile(served, cluster);
        }
    }

    /** Makes the application's role and database, unless they exist, and gives the role its one right. */
    void prepareDatabase() throws SQLException {
        try (Connection connection = connectAsSuperuser()) {
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = '" + DATABASE + "'")) {
                // The password is base64url: nothing to escape.
                execute(connection, "CREATE ROLE " + DATABASE + " LOGIN PASSWORD '" + password + "'");
            }
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                execute(connection, "CREATE DATABASE " + DATABASE + " OWNER " + DATABASE);
            }
            execute(connection, "GRANT SET ON PARAMETER session_replication_role TO " + DATABASE);
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
