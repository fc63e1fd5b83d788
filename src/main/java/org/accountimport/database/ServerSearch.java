package org.accountimport.database;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the server that runs on a cluster already: left by a killed JVM, or used by another one now. */
record ServerSearch(DatabaseDirectory directory) {

    private static final Logger log = LoggerFactory.getLogger(ServerSearch.class);

    /** A server listens at once, and says so while it still recovers. */
    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(10);

    private static final Duration RECOVERS_WITHIN = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String STARTING_OR_STOPPING = "57P03";
    private static final String REFUSED_CREDENTIALS = "28";

    /**
     * Waits for a server that starts or stops until it has done so. Afterwards either it runs and takes our password, or
     * none runs and one may be started.
     *
     * @param alone whether no other process is attached
     * @throws DatabaseStartException if one runs that is not to be used, or may run where we cannot see it
     */
    Optional<ServerAccess> findRunning(boolean alone) throws IOException {
        Instant begin = Instant.now();
        boolean saidSo = false;
        while (true) {
            Optional<Postmaster> postmaster = Postmaster.of(directory.cluster());
            if (postmaster.isEmpty()) {
                return Optional.empty();
            }
            if (!postmaster.get().isRunning()) {
                if (!alone) {
                    throw lost(directory);
                }
                log.info("The embedded PostgreSQL was not stopped in order the last time; it recovers now");
                postmaster.get().markAsGone();
                return Optional.empty();
            }
            @Nullable SQLException refusal = null;
            if (postmaster.get().port().isPresent()) {
                ServerAccess access = new ServerAccess(postmaster.get().port().getAsInt(), directory.password());
                try {
                    if (access.isServerOf(directory.cluster())) {
                        return Optional.of(access);
                    }
                    throw stranger(postmaster.get(), null);
                } catch (SQLException e) {
                    refusal = e;
                }
            }
            String state = refusal == null || refusal.getSQLState() == null ? "" : refusal.getSQLState();
            boolean busy = state.equals(STARTING_OR_STOPPING);
            Duration patience = busy ? RECOVERS_WITHIN : LISTENS_WITHIN;
            if (state.startsWith(REFUSED_CREDENTIALS) || begin.plus(patience).isBefore(Instant.now())) {
                throw stranger(postmaster.get(), refusal);
            }
            if (busy && !saidSo) {
                log.info("Waiting for the embedded PostgreSQL, which starts or stops");
                saidSo = true;
            }
            pause();
        }
    }

    /** Two machines or containers with one directory would be two servers on the same files. */
    static DatabaseStartException lost(DatabaseDirectory directory) {
        return new DatabaseStartException(
                "Another process of Account Import uses " + directory.root()
                        + ", but its PostgreSQL cannot be found from here: it ended, or runs in another container",
                "stop that process first, or use another directory with account-import.database.directory");
    }

    private DatabaseStartException stranger(Postmaster postmaster, @Nullable Throwable cause) {
        return new DatabaseStartException(
                "Process %d holds the database in %s, but does not answer as its PostgreSQL with the password kept there"
                        .formatted(postmaster.pid(), directory.root()),
                "stop that process if it is a PostgreSQL, or delete %s if it is not"
                        .formatted(directory.cluster().resolve("postmaster.pid")),
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("Interrupted while waiting for the embedded PostgreSQL", "start again", e);
        }
    }
}
