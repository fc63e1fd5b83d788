package org.accountimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code postmaster.pid} says: the server that runs on a cluster, or ran there when it was killed.
 *
 * @param port empty in the first moments of a start
 */
record Postmaster(Path cluster, long pid, OptionalInt port) {

    /** Above every process id that Linux (4194304) or macOS (99999) gives. */
    private static final long NEVER_A_PROCESS = 5_000_000;

    private static final int PORT_LINE = 3;

    /** Whether a server runs on this cluster. */
    static boolean runsOn(Path cluster) {
        return of(cluster).filter(Postmaster::isRunning).isPresent();
    }

    /** Empty if no server runs and the last one ended in order. */
    static Optional<Postmaster> of(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(file(cluster));
            if (lines.isEmpty() || !lines.get(0).strip().matches("-?\\d{1,18}")) {
                return Optional.empty();
            }
            OptionalInt port = lines.size() > PORT_LINE
                            && lines.get(PORT_LINE).strip().matches("\\d{1,5}")
                    ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                    : OptionalInt.empty();
            return Optional.of(
                    new Postmaster(cluster, Math.abs(Long.parseLong(lines.get(0).strip())), port));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether that process is a PostgreSQL on this cluster. A process that hides what it is counts as one: to start a
     * second server on the same files is the worst that can happen.
     */
    boolean isRunning() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::info)
                .filter(process -> process.command()
                        .map(command ->
                                Path.of(command).getFileName().toString().startsWith("postgres"))
                        .orElse(true))
                .filter(process ->
                        process.arguments().map(this::mayServeCluster).orElse(true))
                .isPresent();
    }

    private boolean mayServeCluster(String[] arguments) {
        int option = Arrays.asList(arguments).indexOf("-D");
        if (option < 0 || option + 1 >= arguments.length) {
            return true;
        }
        Path served = Path.of(arguments[option + 1]);
        try {
            return Files.notExists(served) || Files.isSameFile(served, cluster);
        } catch (IOException unknown) {
            return true;
        }
    }

    /**
     * Makes PostgreSQL see what we know: that the process is gone, though another has its id now. The file is not
     * deleted, because from it PostgreSQL finds server processes that outlived their postmaster.
     */
    void markAsGone() throws IOException {
        List<String> lines = Files.readAllLines(file(cluster));
        lines.set(0, Long.toString(NEVER_A_PROCESS));
        Files.write(file(cluster), lines);
    }

    private static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
