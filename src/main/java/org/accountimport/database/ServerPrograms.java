package org.accountimport.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs {@code initdb} and {@code pg_ctl} on the cluster of a directory. {@code pg_ctl} rather than {@code postgres}
 * itself, because it takes the server out of the terminal's process group: Ctrl-C ends the application first, which then
 * stops the server.
 */
record ServerPrograms(PostgresqlBinaries binaries, ServerAccount account, DatabaseDirectory directory) {

    static final String SUPERUSER = "postgres";

    /** Recovery after a crash replays up to max_wal_size; slow disks may need minutes for it. */
    private static final String SECONDS_TO_START = "600";

    /** The last checkpoint writes all of shared_buffers at worst. */
    private static final String SECONDS_TO_STOP = "120";

    private static final Pattern REASON = Pattern.compile("(?:FATAL|PANIC|initdb: error|pg_ctl: [^d]\\w+).*");

    private static final Pattern LOGGED = Pattern.compile("(?<=LOG:  ).*");

    /** What a program said and whether it was content. */
    private record Outcome(boolean succeeded, String output) {}

    /** @throws DatabaseStartException if the system does not let them run, or lacks a library they need */
    void check() throws IOException {
        String reason;
        try {
            Outcome outcome = run("postgres", List.of("--version"));
            if (outcome.succeeded()) {
                return;
            }
            reason = firstLine(outcome.output());
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        throw new DatabaseStartException(
                "The programs of the embedded PostgreSQL do not run from " + binaries.home() + ": " + reason,
                "choose a directory where programs may run (not mounted noexec) with account-import.database.directory,"
                        + " install what is missing, or set SPRING_DATASOURCE_URL to a PostgreSQL 15 or newer");
    }

    /**
     * Makes a whole new cluster, or none. Text sorts by code point and knows upper and lower case of all of Unicode, by
     * tables of PostgreSQL's own: the same on each system, and no index breaks when the system's C library is updated.
     */
    void createCluster(boolean durable) throws IOException {
        DatabaseDirectory.delete(directory.newCluster());
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + directory.newCluster(),
                "--username=" + SUPERUSER,
                "--pwfile=" + directory.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"));
        if (!durable) {
            arguments.add("--no-sync");
        }
        Outcome outcome = run("initdb", arguments);
        if (!outcome.succeeded()) {
            DatabaseDirectory.delete(directory.newCluster());
            throw failed("create the database", outcome.output());
        }
        Files.move(directory.newCluster(), directory.cluster());
    }

    /** Returns when the server takes connections. */
    void start() throws IOException {
        Files.deleteIfExists(directory.startLog());
        Map<Path, Long> before = logs().stream()
                .collect(Collectors.toMap(log -> log, log -> log.toFile().length()));
        Outcome outcome = run(
                "pg_ctl",
                List.of(
                        "start",
                        "--wait",
                        "--timeout=" + SECONDS_TO_START,
                        "--pgdata=" + directory.cluster(),
                        "--log=" + directory.startLog()));
        if (!outcome.succeeded()) {
            throw failed("start the database", startMessages(before).orElse(outcome.output()));
        }
    }

    /** Ends open transactions, writes everything, returns when the server is gone. */
    void stop() throws IOException {
        Outcome outcome = run(
                "pg_ctl",
                List.of(
                        "stop",
                        "--wait",
                        "--mode=fast",
                        "--timeout=" + SECONDS_TO_STOP,
                        "--pgdata=" + directory.cluster()));
        if (!outcome.succeeded()) {
            throw failed("stop the database", outcome.output());
        }
    }

    private Outcome run(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.root().toFile()).redirectErrorStream(true);
        // Settings of the user's own PostgreSQL must not reach ours, and messages are read here, in English.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor() == 0, output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("Interrupted while waiting for " + program, "start again", e);
        }
    }

    private List<Path> logs() throws IOException {
        if (!Files.isDirectory(directory.logs())) {
            return List.of();
        }
        try (Stream<Path> logs = Files.list(directory.logs())) {
            return logs.toList();
        }
    }

    /**
     * What this start has said.
     *
     * @param before sizes of the logs when it began: a log of the same day tells of other starts, too
     */
    private Optional<String> startMessages(Map<Path, Long> before) throws IOException {
        String beforeTheLog = Files.exists(directory.startLog()) ? directory.read(directory.startLog()) : "";
        if (REASON.matcher(beforeTheLog).find() || !Files.isDirectory(directory.logs())) {
            return Optional.of(beforeTheLog).filter(Predicate.not(String::isBlank));
        }
        return logs().stream()
                .max(Comparator.comparing((Path log) -> log.toFile().lastModified()))
                .map(log -> directory.readFrom(log, before.getOrDefault(log, 0L)))
                .filter(Predicate.not(String::isBlank));
    }

    private DatabaseStartException failed(String what, String output) {
        if (output.contains("No space left on device")) {
            return directory.diskFull(null);
        }
        String reason = last(REASON, output)
                // That line names the file only, the one before it what is wrong there.
                .flatMap(fatal -> fatal.contains("contains errors") ? last(LOGGED, output) : Optional.of(fatal))
                .orElseGet(() -> firstLine(output));
        return new DatabaseStartException(
                "The embedded PostgreSQL could not %s in %s: %s".formatted(what, directory.root(), reason),
                "see %s and %s, or set SPRING_DATASOURCE_URL to a PostgreSQL 15 or newer"
                        .formatted(directory.logs(), directory.startLog()));
    }

    private static String firstLine(String output) {
        return output.lines()
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .findFirst()
                .orElse("they did not say why");
    }

    private static Optional<String> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().reduce((first, last) -> last).map(MatchResult::group);
    }
}
