package org.accountimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.accountimport.security.TestKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * A PostgreSQL of a test's own, which the test may stop, kill and start again under the same port; {@link TestDatabase} is
 * there for all other tests. One at a time in a JVM.
 */
public final class OwnServer {

    private static final Path DIRECTORY =
            TestServer.BINARIES.resolveSibling("own-" + ProcessHandle.current().pid());

    private static @Nullable EmbeddedPostgresql server;

    private OwnServer() {}

    private static EmbeddedPostgresql server() {
        EmbeddedPostgresql started = server;
        if (started == null) {
            started = EmbeddedPostgresql.open(DIRECTORY, TestServer.BINARIES, TestServer.NOT_DURABLE, 0);
            server = started;
        }
        return started;
    }

    public static void stop() {
        server().close();
        server = null;
    }

    /** As {@code kill -9} of the server and all its processes: nothing is written any more, and nobody is told. */
    public static void kill() {
        ProcessHandle postmaster =
                ProcessHandle.of(Postmaster.of(cluster()).orElseThrow().pid()).orElseThrow();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        stop();
    }

    private static Path cluster() {
        return new DatabaseDirectory(DIRECTORY).cluster();
    }

    /** Starts it where it was, with what was in it. */
    public static void start() {
        server();
    }

    /** Whether its process is there; it may be unable to answer. */
    public static boolean isRunning() {
        return Postmaster.runsOn(cluster());
    }

    /** Has the superuser execute a statement. */
    public static void execute(String sql) {
        try (Connection connection = server().access().connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The server refused: " + sql, e);
        }
    }

    /** The application's database on this server, which is started for it. */
    public static TestDatabase database() {
        EmbeddedPostgresql started = server();
        return new TestDatabase(started.jdbcUrl(), started.username(), started.password());
    }

    /** The same with all migrations applied and the {@link TestKeys}. */
    public static TestDatabase migratedWithKeys() {
        TestDatabase database = database();
        TestServer.migrate(database);
        TestKeys.storeIn(database.jdbc());
        return database;
    }

    /** Stops it for good and removes what it kept. */
    public static void remove() {
        stop();
        try {
            DatabaseDirectory.delete(DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server has written about itself and its statements so far. */
    public static String log() throws IOException {
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("log"))) {
            for (Path file : files.toList()) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }

    /** Points an application context at this server. */
    public static final class ForContext implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            point(context, database());
        }
    }

    /** Its keys come when the application has made its tables. */
    private static void point(ConfigurableApplicationContext context, TestDatabase database) {
        TestPropertyValues.of(database.asProperties()).applyTo(context);
        context.addApplicationListener((ContextRefreshedEvent refreshed) -> TestKeys.storeIn(database.jdbc()));
    }

    /** Where the application's database of {@link OnSmallDisk} lies. */
    public static Path smallDisk() {
        return DIRECTORY.resolveSibling("small-disk-" + ProcessHandle.current().pid());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the write-ahead log lies after {@link #moveLogToSmallDisk}. */
    public static Path smallLog() {
        return DIRECTORY.resolveSibling("small-log-" + ProcessHandle.current().pid());
    }

    /** Has the server go on with its write-ahead log on a file system that has room for what is there, and this much more. */
    public static void moveLogToSmallDisk(int megabytesMore) throws IOException {
        stop();
        Path log = cluster().resolve("pg_wal");
        long bytes = megabytesMore * 1024L * 1024L;
        try (Stream<Path> files = Files.walk(log)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        Files.createDirectories(smallLog());
        String options = "mode=700,uid=%s,size=%d".formatted(Files.getAttribute(cluster(), "unix:uid"), bytes);
        mustRun("mount", "-t", "tmpfs", "-o", options, "small-log", smallLog().toString());
        mustRun("cp", "-a", log + "/.", smallLog().toString());
        DatabaseDirectory.delete(log);
        Files.createSymbolicLink(log, smallLog());
        start();
    }

    /** Has the server go on with its write-ahead log where it was. */
    public static void moveLogBack() throws IOException {
        stop();
        Path log = cluster().resolve("pg_wal");
        Files.delete(log);
        mustRun("cp", "-a", smallLog().toString(), log.toString());
        mustRun("umount", smallLog().toString());
        Files.delete(smallLog());
        start();
    }

    private static void mustRun(String... command) {
        if (!run(command)) {
            throw new IllegalStateException("Failed: " + String.join(" ", command));
        }
    }

    /** Points an application context at this server, with the application's database on a file system of 64 megabytes. */
    public static final class OnSmallDisk implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestDatabase database = database();
            execute("CREATE TABLESPACE small LOCATION '" + smallDisk() + "'");
            execute("ALTER DATABASE " + ServerAccess.DATABASE + " SET TABLESPACE small");
            point(context, database);
        }
    }

    /** Makes the small disk, or passes a test over, and says so, where the system does not let us. */
    public static final class SmallDisk implements ExecutionCondition, AfterAllCallback {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Files.isDirectory(smallDisk())) {
                return ConditionEvaluationResult.enabled("The small disk is mounted");
            }
            try {
                Files.createDirectories(smallDisk());
                if (run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=64m",
                        "small-disk",
                        smallDisk().toString())) {
                    return ConditionEvaluationResult.enabled("The small disk is mounted");
                }
                Files.delete(smallDisk());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String reason = "FULL DISK TEST SKIPPED: only root may mount a small file system for it";
            System.err.println(reason);
            return ConditionEvaluationResult.disabled(reason);
        }

        @Override
        public void afterAll(ExtensionContext context) throws IOException {
            run("umount", smallDisk().toString());
            Files.delete(smallDisk());
        }
    }
}
