package org.accountimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * The one PostgreSQL of this test JVM: started when first asked for, stopped and removed when the JVM ends. Safe for all
 * threads.
 */
final class TestServer {

    /** Unpacked once for all tests; each directory of a test would do it again otherwise. */
    static final Path BINARIES = Path.of("target", "test-postgresql", "server").toAbsolutePath();

    /** Tests throw their data away: no need to wait for the disk. */
    static final ServerSettings NOT_DURABLE = new ServerSettings(Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "300",
            "shared_buffers", "128MB"));

    private static final String MIGRATED = "migrated";

    private static int created;

    private TestServer() {}

    /** A new, empty database owned by a role without any other right, as an operator would set one up. */
    static synchronized TestDatabase emptyDatabase() {
        return create("CREATE DATABASE %s OWNER " + ServerAccess.DATABASE);
    }

    /** A new database with all migrations applied: a copy of one that was migrated once in this JVM. */
    static synchronized TestDatabase migratedDatabase() {
        Started.migrateTemplate();
        return create(
                "CREATE DATABASE %s OWNER " + ServerAccess.DATABASE + " TEMPLATE " + MIGRATED + " STRATEGY file_copy");
    }

    /** Applies all migrations. */
    static void migrate(TestDatabase database) {
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
    }

    private static TestDatabase create(String statement) {
        String name = "test_" + ++created;
        Started.execute(statement.formatted(name));
        return Started.database(name);
    }

    /** Holds the server, so that the JVM starts it once and only when it is needed. */
    private static final class Started {

        private static final EmbeddedPostgresql SERVER = start();
        private static boolean migrated;

        private static EmbeddedPostgresql start() {
            Path directory =
                    BINARIES.resolveSibling("jvm-" + ProcessHandle.current().pid());
            try {
                // A killed JVM of the same id may have left it.
                DatabaseDirectory.delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            EmbeddedPostgresql server = EmbeddedPostgresql.open(directory, BINARIES, NOT_DURABLE, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                try {
                    DatabaseDirectory.delete(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return server;
        }

        private static void migrateTemplate() {
            if (migrated) {
                return;
            }
            execute("CREATE DATABASE " + MIGRATED + " OWNER " + ServerAccess.DATABASE);
            migrate(database(MIGRATED));
            migrated = true;
        }

        private static TestDatabase database(String name) {
            return new TestDatabase(SERVER.access().jdbcUrl(name), SERVER.username(), SERVER.password());
        }

        private static void execute(String sql) {
            try (Connection connection = SERVER.access().connectAsSuperuser();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException("The test server refused: " + sql, e);
            }
        }
    }
}
