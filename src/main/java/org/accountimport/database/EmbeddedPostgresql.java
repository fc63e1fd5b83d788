package org.accountimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that comes with the application: a server of its own process, whose data outlives every JVM. All JVMs
 * that open the same directory share it; the last to close it stops it. A JVM that is killed leaves it running, and the
 * next one takes it over.
 *
 * <p>Safe for all threads. Within a JVM one directory may be opened several times; each opening is closed once.
 */
public final class EmbeddedPostgresql implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresql.class);

    /** The directories in use by this JVM. File locks belong to a whole JVM, so it must count its own users. */
    private static final Map<Path, EmbeddedPostgresql> OPEN = new HashMap<>();

    private final DatabaseDirectory directory;
    private final ServerPrograms programs;
    private final DirectoryLocks locks;
    private final ServerAccess access;
    private @Nullable ServerWatch watch;
    private int users;

    private EmbeddedPostgresql(DatabaseDirectory directory, Path binariesDirectory, ServerSettings settings, int port)
            throws IOException {
        this.directory = directory;
        ServerAccount account = ServerAccount.forDirectory(directory.root());
        PostgresqlBinaries binaries = PostgresqlBinaries.forThisPlatform(binariesDirectory);
        this.programs = new ServerPrograms(binaries, account, directory);
        this.locks = new DirectoryLocks(directory.root());
        this.access = locks.attach(alone -> {
            binaries.unpack();
            programs.check();
            return serve(settings, port, alone);
        });
    }

    /**
     * Starts the server of that directory, or attaches to the one that runs; makes the database at the first time.
     *
     * <p>A server that others use keeps its settings and port, whatever is asked for here.
     *
     * @param root the directory; made if it does not exist
     * @param port 0 for the one of the last start, or any free one
     * @throws DatabaseStartException if that fails, saying why and what to do
     */
    static EmbeddedPostgresql open(Path root, ServerSettings settings, int port) {
        return open(root, root.resolve("server"), settings, port);
    }

    /** @param binaries where the server's programs are unpacked; several directories may share them only in tests */
    static EmbeddedPostgresql open(Path root, Path binaries, ServerSettings settings, int port) {
        PostgresqlBinaries.forThisPlatform(binaries);
        DatabaseDirectory given = new DatabaseDirectory(root.toAbsolutePath().normalize());
        given.prepare();
        synchronized (OPEN) {
            try {
                Path real = given.root().toRealPath();
                EmbeddedPostgresql opened = OPEN.get(real);
                if (opened == null) {
                    opened = new EmbeddedPostgresql(new DatabaseDirectory(real), binaries, settings, port);
                    OPEN.put(real, opened);
                }
                opened.users++;
                return opened;
            } catch (IOException | UncheckedIOException e) {
                throw given.unusable(e);
            }
        }
    }

    String jdbcUrl() {
        return access.jdbcUrl();
    }

    String username() {
        return ServerAccess.DATABASE;
    }

    String password() {
        return access.password();
    }

    /** Superuser's access, for what the application's role may not do. */
    ServerAccess access() {
        return access;
    }

    /** Has this JVM start the server again, under the same port, whenever it ends before it is closed here. */
    void keepRunning() {
        synchronized (OPEN) {
            if (watch == null) {
                watch = new ServerWatch(this::isRunning, this::startAgain);
            }
        }
    }

    /** Stops the server, unless others in this JVM or other JVMs use it. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(directory.root());
            if (watch != null) {
                watch.close();
            }
            try {
                locks.detach(this::stopUnlessShared);
            } catch (IOException | DatabaseStartException e) {
                log.error("The embedded PostgreSQL was not stopped in order; no data is lost. {}", e.getMessage());
            }
        }
    }

    private Void stopUnlessShared(boolean alone) throws IOException {
        if (!alone) {
            log.info("The embedded PostgreSQL goes on for other processes of Account Import");
        } else if (isRunning()) {
            programs.stop();
            log.info("The embedded PostgreSQL has stopped");
        } else {
            log.warn("The embedded PostgreSQL had ended already; see {}", directory.logs());
        }
        return null;
    }

    private boolean isRunning() {
        return Postmaster.runsOn(directory.cluster());
    }

    /** Unless another JVM that uses it was faster. */
    private void startAgain() throws IOException {
        locks.stay(() -> {
            if (!isRunning()) {
                Optional<Postmaster> gone = Postmaster.of(directory.cluster());
                if (gone.isPresent()) {
                    gone.get().markAsGone();
                }
                programs.start();
            }
        });
    }

    private ServerAccess serve(ServerSettings settings, int port, boolean alone) throws IOException {
        if (directory.hasCluster()) {
            directory.checkCluster(PostgresqlBinaries.MAJOR_VERSION);
            Optional<ServerAccess> running = new ServerSearch(directory).findRunning(alone);
            if (running.isPresent() && (!alone || isAsAsked(running.get(), settings, port))) {
                log.info(
                        "Attached to the embedded PostgreSQL on port {}, in {}",
                        running.get().port(),
                        directory.root());
                return prepared(running.get());
            }
            if (running.isPresent()) {
                log.info("The embedded PostgreSQL restarts with changed settings");
                programs.stop();
            }
        } else {
            if (!alone) {
                throw ServerSearch.lost(directory);
            }
            directory.writeNewPassword();
            programs.createCluster(settings.isDurable());
        }
        return start(settings, port);
    }

    private boolean isAsAsked(ServerAccess running, ServerSettings settings, int port) {
        int wanted = port == 0 ? running.port() : port;
        return directory
                .read(directory.configuration())
                .equals(settings.asConfiguration(wanted, programs.binaries().fingerprint()));
    }

    private ServerAccess start(ServerSettings settings, int wantedPort) throws IOException {
        ServerPort ports = new ServerPort(wantedPort, directory);
        for (int attempt = 1; ; attempt++) {
            int port = ports.choose();
            directory.write(
                    directory.configuration(),
                    settings.asConfiguration(port, programs.binaries().fingerprint()));
            directory.write(directory.cluster().resolve("pg_hba.conf"), ServerSettings.ADMISSION);
            Files.deleteIfExists(directory.cluster().resolve("postgresql.auto.conf"));
            try {
                programs.start();
            } catch (DatabaseStartException e) {
                if (ServerPort.isFree(port) || attempt == ServerPort.ATTEMPTS) {
                    throw e;
                }
                continue;
            }
            programs.binaries().deleteOthers();
            log.info("The embedded PostgreSQL runs on port {}, with its data in {}", port, directory.root());
            return prepared(new ServerAccess(port, directory.password()));
        }
    }

    private ServerAccess prepared(ServerAccess access) {
        try {
            access.prepareDatabase();
            return access;
        } catch (SQLException e) {
            throw new DatabaseStartException(
                    "The embedded PostgreSQL in " + directory.root() + " does not take connections: " + e.getMessage(),
                    "see " + directory.logs(),
                    e);
        }
    }
}
