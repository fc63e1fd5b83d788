package org.accountimport.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.accountimport.bench.compare.Jvm.Usage;

/**
 * One run of the comparison: N accounts are generated once, and in every round loaded, dry-run and imported by the program and
 * by its contestants, all on one PostgreSQL. See README.md for who they are.
 */
public final class Comparison {

    private static final String WAVE = "NORLYS/BENCH";
    private static final String LIMIT = "limits";
    private static final String BASELINE = "baseline";
    private static final List<String> GUIDE_OPTIONS = List.of("-Xmx512m");
    private static final List<String> TUNED_OPTIONS = List.of("-Xmx512m", "-XX:+UseParallelGC");
    /** Starting takes seconds; the slowest contestant, the guide's import, manages some 900 accounts a second. */
    private static final Duration START = Duration.ofMinutes(2);
    private static final long SLOWEST_RATE = 300;

    private final Options options;
    private final Path directory;
    private final Server server;
    private final Tables tables;
    private final Jvm jvm;
    private final Results results;
    private final String classPath = System.getProperty("java.class.path");
    private final Duration patience;
    private int round;

    private Comparison(Options options, Path directory, Server server) throws IOException {
        this.options = options;
        this.directory = directory;
        this.server = server;
        this.tables = new Tables(server);
        this.patience = START.plusSeconds(options.accounts() / SLOWEST_RATE);
        this.jvm = new Jvm(server, directory, patience);
        this.results = new Results(options.accounts(), options.goesOn());
    }

    /** Arguments: see {@link Options}. */
    public static void main(String... arguments) throws Exception {
        Options options = Options.parse(List.of(arguments));
        Path directory = Files.createTempDirectory(options.directory(), "account-import-bench-");
        // The server runs as another user where this program is root's, and must get to its data.
        directory.toFile().setExecutable(true, false);
        try (Server server = new Server(options.jar(), directory, options.settings())) {
            Comparison comparison = new Comparison(options, directory, server);
            comparison.run();
            comparison.results.write(options);
        } finally {
            if (!options.keep()) {
                delete(directory);
            }
        }
    }

    private void run() throws IOException, SQLException, InterruptedException {
        if (options.has("limits")) {
            tables.copyDefinitions(LIMIT);
        }
        if (options.has("baseline")) {
            tables.copyDefinitions(BASELINE);
        }
        generate();
        fillLog();
        int before = results.rounds();
        for (round = before + 1; round <= before + options.rounds(); round++) {
            tables.empty("public");
            load();
            judge();
            importAccounts();
        }
    }

    private interface Contestant {
        void run() throws IOException, SQLException, InterruptedException;
    }

    /** Whoever comes last in one round comes first in the next. */
    private void alternate(Contestant... contestants) throws IOException, SQLException, InterruptedException {
        List<Contestant> order = new ArrayList<>(List.of(contestants));
        if (round % 2 == 0) {
            Collections.reverse(order);
        }
        for (Contestant contestant : order) {
            contestant.run();
        }
    }

    private void generate() throws IOException, SQLException, InterruptedException {
        // All of them right: the usual job checks less, and would import what must not be.
        Usage usage = program("generate", "generate", wave().toString(), "--accounts", "" + options.accounts(), "--seed", "7", "--wrong-share", "0");
        results.add(results.rounds() + 1, "generate", options.accounts(), usage.wallSeconds(), usage);
    }

    /** A new server makes the files of its write-ahead log at first use; one that is in use has them. Whoever loads first would pay. */
    private void fillLog() throws IOException, SQLException, InterruptedException {
        program("load-unmeasured", "load", WAVE, wave().toString());
        tables.empty("public");
        server.settle();
    }

    private Path wave() {
        return directory.resolve("wave.ndjson");
    }

    private void load() throws IOException, SQLException, InterruptedException {
        Usage usage = program("load", "load", WAVE, wave().toString());
        double seconds = options.accounts() / linesPerSecond(usage.output());
        results.add(round, "load", options.accounts(), seconds, usage);
        if (options.has("limits")) {
            tables.export("import_payload", "process_id", directory);
            copyPayloads(1);
            copyPayloads(2);
        }
    }

    /** The command says itself how fast it was. */
    private static double linesPerSecond(String output) {
        return Double.parseDouble(output.replaceAll("(?s).*\\(([0-9,]+) lines/s.*", "$1").replace(",", ""));
    }

    private void copyPayloads(int connections) throws IOException, SQLException, InterruptedException {
        tables.empty(LIMIT);
        tables.fillQueue(LIMIT, false);
        Usage usage = jvm.run(
                "copy-payloads-" + connections + "-" + round,
                List.of("-Xmx512m"),
                List.of("-cp", classPath, CopyTables.class.getName(), server.url(LIMIT), directory.toString(), "" + connections, "import_payload"));
        results.add(round, "COPY of payloads, " + connections + (connections == 1 ? " connection" : " connections"), options.accounts(), usage.result("seconds"), usage);
    }

    private void judge() throws IOException, SQLException, InterruptedException {
        alternate(
                () -> {
                    if (options.has("limits")) {
                        readPayloads();
                    }
                },
                () -> job("dry-run"),
                () -> guide("dry run, guide", true),
                () -> baseline("dry run, tuned", true, TUNED_OPTIONS, 1000, 2),
                () -> tunedWithOurOptions("dry run, tuned, same JVM options", true));
    }

    private void importAccounts() throws IOException, SQLException, InterruptedException {
        alternate(
                () -> {
                    job("import");
                    if (options.has("limits")) {
                        copyAccounts();
                    }
                    if (options.has("workers")) {
                        alternate(() -> importByServer(0, "import by a server"), () -> importByServer(2, "import by two workers"));
                    }
                },
                () -> guide("import, guide", false),
                () -> baseline("import, tuned", false, TUNED_OPTIONS, 1000, 2),
                () -> tunedWithOurOptions("import, tuned, same JVM options", false));
    }

    private void readPayloads() throws IOException, SQLException, InterruptedException {
        String query = " FROM import_payload";
        Usage usage = jvm.run(
                "read-payloads-" + round,
                List.of("-Xmx512m"),
                List.of(
                        "-cp", classPath, ReadPayloads.class.getName(), server.url("public"),
                        "" + server.number("SELECT min(process_id)" + query),
                        "" + server.number("SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY process_id)" + query),
                        "" + server.number("SELECT max(process_id)" + query)));
        results.add(round, "reading payloads, 2 connections", (long) usage.result("accounts"), usage.result("seconds"), usage);
    }

    private void job(String kind) throws IOException, SQLException, InterruptedException {
        addJob(kind, program(kind, kind, WAVE));
    }

    /** The newest job execution. */
    private void addJob(String kind, Usage usage) throws SQLException {
        String execution = " FROM batch_job_execution WHERE job_execution_id = (SELECT max(job_execution_id) FROM batch_job_execution)";
        double seconds = server.decimal("SELECT extract(epoch FROM end_time - start_time)" + execution);
        long decided = server.number("SELECT sum(succeeded + errored) FROM wave_run_partition WHERE job_execution_id = (SELECT max(job_execution_id) FROM batch_job_execution)");
        double step = server.decimal("""
                SELECT extract(epoch FROM end_time - start_time)
                  FROM batch_step_execution
                 WHERE job_execution_id = (SELECT max(job_execution_id) FROM batch_job_execution)
                   AND step_name IN ('judge-accounts', 'import-accounts')
                """);
        results.add(round, kind, decided, seconds, usage);
        results.add(round, kind + ", accounts alone", decided, step, usage);
    }

    /** With the options that servers and workers ship with. The first import finds cold processes, the second does not. */
    private void importByServer(int workers, String name) throws IOException, SQLException, InterruptedException {
        try (ServerWithWorkers processes =
                new ServerWithWorkers(options.script(), directory, server, workers, options.jvmOptions())) {
            importOnce(processes, name + ", first wave");
            importOnce(processes, name + ", second wave");
        }
    }

    private void importOnce(ServerWithWorkers processes, String name) throws IOException, SQLException, InterruptedException {
        tables.undoImport();
        server.settle();
        double cpu = processes.cpuSeconds();
        double serverCpu = server.cpuSeconds();
        long wal = server.wal();
        long wire = Proc.loopbackBytes();
        long started = System.nanoTime();
        processes.importWave(WAVE, patience);
        addJob(name, new Usage(
                (System.nanoTime() - started) / 1e9,
                processes.cpuSeconds() - cpu,
                server.cpuSeconds() - serverCpu,
                0,
                processes.peakResident(),
                0,
                server.wal() - wal,
                Proc.loopbackBytes() - wire,
                server.databaseSize(),
                ""));
    }

    private void copyAccounts() throws IOException, SQLException, InterruptedException {
        List<String> accountTables = tables.ofAccounts();
        for (String table : accountTables) {
            tables.export(table, table.equals("account") ? "id" : "account_id", directory);
        }
        tables.empty(LIMIT);
        tables.fillQueue(LIMIT, false);
        List<String> command = new ArrayList<>(List.of("-cp", classPath, CopyTables.class.getName(), server.url(LIMIT), directory.toString(), "2"));
        command.addAll(accountTables);
        Usage usage = jvm.run("copy-accounts-" + round, List.of("-Xmx512m"), command);
        results.add(round, "COPY of the same accounts, 2 connections", server.number("SELECT count(*) FROM account"), usage.result("seconds"), usage);
        tables.empty(LIMIT);
    }

    private void guide(String name, boolean dryRun) throws IOException, SQLException, InterruptedException {
        if (options.has("guide")) {
            baseline(name, dryRun, GUIDE_OPTIONS, 100, 1);
        }
    }

    private void tunedWithOurOptions(String name, boolean dryRun) throws IOException, SQLException, InterruptedException {
        if (options.has("tuned-same")) {
            baseline(name, dryRun, List.of("-Xmx512m", "@" + options.jvmOptionsFile()), 1000, 2);
        }
    }

    private void baseline(String name, boolean dryRun, List<String> jvmOptions, int chunkSize, int partitions)
            throws IOException, SQLException, InterruptedException {
        if (!options.has("baseline")) {
            return;
        }
        tables.empty(BASELINE);
        tables.fillQueue(BASELINE, true);
        // The driver's own way to make one statement of a batch: a tuned job sets it.
        String url = server.url(BASELINE) + (partitions > 1 ? "&reWriteBatchedInserts=true" : "");
        Usage usage = jvm.run(
                name.replaceAll("\\W+", "-") + "-" + round,
                jvmOptions,
                List.of(
                        "-jar", options.baselineJar().toString(), "--spring.datasource.url=" + url, "--baseline.chunk-size=" + chunkSize,
                        "--baseline.partitions=" + partitions, "--baseline.dry-run=" + dryRun));
        results.add(round, name, (long) usage.result("accounts"), usage.result("seconds"), usage);
        tables.empty(BASELINE);
    }

    private Usage program(String name, String... arguments) throws IOException, SQLException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        if (!name.equals("generate")) {
            command.addAll(server.settings());
            command.addAll(options.programSettings());
        }
        return jvm.runScript(name + "-" + round, options.script(), options.jvmOptions(), command);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
