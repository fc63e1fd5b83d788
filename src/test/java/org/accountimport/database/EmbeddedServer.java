package org.accountimport.database;

import java.nio.file.Path;

/**
 * The embedded PostgreSQL of a program that a test has started in a process of its own.
 *
 * @param data the program's {@code account-import.database.directory}
 */
public record EmbeddedServer(Path data) {

    private DatabaseDirectory directory() {
        return new DatabaseDirectory(data.resolve("postgresql"));
    }

    private Postmaster postmaster() {
        return Postmaster.of(directory().cluster()).orElseThrow();
    }

    public TestDatabase database() {
        ServerAccess access =
                new ServerAccess(postmaster().port().orElseThrow(), directory().password());
        return new TestDatabase(access.jdbcUrl(), ServerAccess.DATABASE, access.password());
    }

    public boolean isRunning() {
        return Postmaster.runsOn(directory().cluster());
    }

    /** As {@code kill -9} of the server; the processes that serve its connections notice and end. */
    public void kill() {
        ProcessHandle process = ProcessHandle.of(postmaster().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
