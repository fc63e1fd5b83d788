package org.accountimport.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which processes use a directory. Each holds a shared lock on {@code attached.lock} as long as it does, and whoever comes
 * or goes holds {@code starting.lock} alone for that moment: so one of two that start together starts the server and the
 * other finds it, and only the last to go stops it. The system takes both locks from a process that is killed.
 *
 * <p>Within one JVM the caller makes sure that only one thread is in here and that a directory is used once.
 */
final class DirectoryLocks {

    private static final Logger log = LoggerFactory.getLogger(DirectoryLocks.class);

    private final Path directory;
    private @Nullable FileChannel attached;

    DirectoryLocks(Path directory) {
        this.directory = directory;
    }

    /** What is done while nobody else comes or goes. */
    interface Turn<T> {

        /** Told whether no other process is attached. */
        T take(boolean alone) throws IOException;
    }

    /** Waits for its turn, takes it, and is attached afterwards, unless it failed. */
    <T> T attach(Turn<T> turn) throws IOException {
        try (FileChannel starting = open("starting.lock")) {
            waitForTurn(starting);
            FileChannel channel = open("attached.lock");
            try {
                FileLock exclusive = channel.tryLock();
                T result = turn.take(exclusive != null);
                if (exclusive != null) {
                    exclusive.release();
                }
                channel.lock(0, Long.MAX_VALUE, true);
                attached = channel;
                return result;
            } finally {
                if (attached == null) {
                    channel.close();
                }
            }
        }
    }

    /** What an attached process does while nobody else comes or goes. */
    interface Errand {

        void run() throws IOException;
    }

    /** Waits for its turn and takes it, attached before, meanwhile and afterwards. */
    void stay(Errand errand) throws IOException {
        try (FileChannel starting = open("starting.lock")) {
            waitForTurn(starting);
            errand.run();
        }
    }

    /** Waits for its turn, is no longer attached, and takes it. */
    void detach(Turn<?> turn) throws IOException {
        try (FileChannel starting = open("starting.lock")) {
            waitForTurn(starting);
            if (attached != null) {
                attached.close();
                attached = null;
            }
            try (FileChannel channel = open("attached.lock")) {
                turn.take(channel.tryLock() != null);
            }
        }
    }

    private void waitForTurn(FileChannel starting) throws IOException {
        if (starting.tryLock() == null) {
            log.info("Waiting for another Account Import that starts or stops in {}", directory);
            starting.lock();
        }
    }

    private FileChannel open(String name) throws IOException {
        Path file = directory.resolve(name);
        boolean isNew = Files.notExists(file);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (isNew) {
            Files.setOwner(file, Files.getOwner(directory));
        }
        return channel;
    }
}
