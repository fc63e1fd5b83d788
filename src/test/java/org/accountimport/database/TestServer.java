package org.accountimport.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** The one PostgreSQL of this test JVM: started when first asked for, stopped when the JVM ends. Safe for all threads. */
final class TestServer {

    private static final Path DIRECTORY = Path.of("target", "test-postgresql");
    private static final String OWNER = "account_import";
    private static final String MIGRATED = "migrated";

    private static int created;

    private TestServer() {}

    /** A new, empty database owned by a role without any other right, as an operator would set one up. */
    static synchronized TestDatabase emptyDatabase() {
        return create("CREATE DATABASE %s OWNER " + OWNER);
    }

    /** A new database with all migrations applied: a copy of one that was migrated once in this JVM. */
    static synchronized TestDatabase migratedDatabase() {
        Started.migrateTemplate();
        return create("CREATE DATABASE %s OWNER " + OWNER + " TEMPLATE " + MIGRATED + " STRATEGY file_copy");
    }

    private static TestDatabase create(String statement) {
        String name = "test_" + ++created;
        Started.execute(statement.formatted(name));
        return Started.database(name);
    }

    /** Holds the server, so that the JVM starts it once and only when it is needed. */
    private static final class Started {

        private static final EmbeddedPostgres SERVER = start();
        private static boolean migrated;

        static {
            execute("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + OWNER + "'");
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setDataDirectory(DIRECTORY.resolve(
                                "data-" + ProcessHandle.current().pid()))
                        .setOverrideWorkingDirectory(DIRECTORY.resolve("server").toFile())
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void migrateTemplate() {
            if (migrated) {
                return;
            }
            execute("CREATE DATABASE " + MIGRATED + " OWNER " + OWNER);
            Flyway.configure()
                    .dataSource(database(MIGRATED).dataSource())
                    .load()
                    .migrate();
            migrated = true;
        }

        private static TestDatabase database(String name) {
            return new TestDatabase("jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name, OWNER, OWNER);
        }

        private static void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(SERVER.getJdbcUrl("postgres", "postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException("The test server refused: " + sql, e);
            }
        }
    }
}
