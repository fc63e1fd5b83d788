package org.accountimport.bench.compare;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The embedded PostgreSQL, with the settings it ships with, in a directory of its own. An idle {@code serve} holds it, so that
 * it goes on between the contestants; they attach to it as every command does.
 */
final class Server implements AutoCloseable {

    static final String STARTED = "Started AccountImportApplication";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private final Process holder;

    Server(Path jar, Path directory, List<String> changes) throws IOException {
        this.directory = directory;
        this.port = freePort();
        this.settings = new ArrayList<>(List.of(
                "--account-import.database.directory=" + directory.resolve("data"),
                "--account-import.database.port=" + port));
        this.settings.addAll(changes);
        List<String> command = new ArrayList<>(List.of(
                Jvm.JAVA, "-Xmx192m", "-jar", jar.toString(), "serve", "--server.port=" + freePort(),
                "--account-import.sample.enabled=false"));
        command.addAll(settings);
        this.holder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("serve.log").toFile())
                .start();
        awaitMigrated();
    }

    /** What makes a command of the program use this server. */
    List<String> settings() {
        return settings;
    }

    /** What makes a server or a worker of the program use this server as an external one. */
    List<String> dataSource() {
        return List.of(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/account_import",
                "--spring.datasource.username=account_import",
                "--spring.datasource.password=" + password());
    }

    /** In the schema, then in the program's own. */
    String url(String schema) {
        return "jdbc:postgresql://127.0.0.1:%d/account_import?user=account_import&password=%s&currentSchema=%s,public"
                .formatted(port, password(), schema);
    }

    Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(url(schema));
    }

    /** Writes what is still in memory to disk, so that nobody pays for who ran before. */
    void settle() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/account_import?user=postgres&password=%s"
                                .formatted(port, password()));
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    long number(String query) throws SQLException {
        return (long) decimal(query);
    }

    double decimal(String query) throws SQLException {
        try (Connection connection = connect("public");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getDouble(1);
        }
    }

    /** Bytes of write-ahead log since the server was made. */
    long wal() throws SQLException {
        return number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
    }

    long databaseSize() throws SQLException {
        return number("SELECT pg_database_size(current_database())");
    }

    /** Processor time of the server and all its processes, those that have ended included, in seconds. */
    double cpuSeconds() throws IOException {
        String postmaster = Files.readAllLines(cluster().resolve("postmaster.pid")).get(0).strip();
        double seconds = Proc.cpuSeconds(postmaster, true);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                if (Proc.parent(process).equals(postmaster)) {
                    seconds += Proc.cpuSeconds(process.getFileName().toString(), false);
                }
            }
        }
        return seconds;
    }

    private Path cluster() {
        return directory.resolve("data/postgresql/cluster");
    }

    private String password() {
        try {
            return Files.readString(directory.resolve("data/postgresql/password")).strip();
        } catch (IOException e) {
            throw new IllegalStateException("The server has no password yet", e);
        }
    }

    /** A server that serves has made all tables as they are to be. */
    private void awaitMigrated() throws IOException {
        Path log = directory.resolve("serve.log");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains(STARTED)) {
            if (!holder.isAlive() || System.nanoTime() > deadline) {
                holder.destroy();
                throw new IOException("The server did not start; see " + log);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        holder.destroy();
        try {
            holder.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
