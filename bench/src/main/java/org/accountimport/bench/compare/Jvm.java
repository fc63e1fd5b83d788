package org.accountimport.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs one contestant in a JVM of its own and says what it took. */
final class Jvm {

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");
    private static final Pattern AT_EXIT = Pattern.compile("(?:garbage-first heap|PSYoungGen|ParOldGen) .*used (\\d+)K");

    private final Server server;
    private final Path directory;
    private final Duration patience;

    /** @param patience how long a contestant may take before it is ended and the run fails */
    Jvm(Server server, Path directory, Duration patience) {
        this.server = server;
        this.directory = directory;
        this.patience = patience;
    }

    /**
     * What a contestant took.
     *
     * @param wallSeconds from the start of the process to its end
     * @param cpuSeconds  of the JVM
     * @param serverCpuSeconds of PostgreSQL meanwhile
     * @param allocated   bytes of objects made, by the log of the garbage collector
     * @param wire        bytes over the loopback device meanwhile, both ways
     */
    record Usage(
            double wallSeconds,
            double cpuSeconds,
            double serverCpuSeconds,
            long peakHeap,
            long peakResident,
            long allocated,
            long wal,
            long wire,
            long databaseSize,
            String output) {

        /** A line {@code result NAME=NUMBER} of its output. */
        double result(String name) {
            Matcher line = Pattern.compile("result " + name + "=([0-9.E-]+)").matcher(output);
            if (!line.find()) {
                throw new IllegalStateException("No result " + name + " in: " + output);
            }
            return Double.parseDouble(line.group(1));
        }
    }

    /**
     * @param options of the JVM
     * @param program {@code -jar FILE} or {@code -cp PATH CLASS}, and its arguments
     * @throws IllegalStateException when it ends with another exit code than 0 or 1 (done, with wrong accounts), or does not end
     */
    Usage run(String name, List<String> options, List<String> program) throws IOException, SQLException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.add(gcLog(name));
        command.addAll(program);
        return run(name, new ProcessBuilder(command));
    }

    /**
     * Runs the program as its users do, by its script.
     *
     * @param options of the JVM, in addition to those of the script
     */
    Usage runScript(String name, Path script, List<String> options, List<String> arguments)
            throws IOException, SQLException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        List<String> added = new ArrayList<>(options);
        added.add(gcLog(name));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ACCOUNT_IMPORT_JAVA_OPTIONS", String.join(" ", added));
        return run(name, builder);
    }

    private Path gcFile(String name) {
        return directory.resolve(name + ".gc.log");
    }

    private String gcLog(String name) {
        return "-Xlog:gc,gc+heap+exit:file=" + gcFile(name) + ":tags:filecount=0";
    }

    private Usage run(String name, ProcessBuilder builder) throws IOException, SQLException, InterruptedException {
        Path gc = gcFile(name);
        Path output = directory.resolve(name + ".log");
        server.settle();
        double serverCpu = server.cpuSeconds();
        long wal = server.wal();
        long wire = Proc.loopbackBytes();
        long started = System.nanoTime();
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        double cpu = 0;
        long resident = 0;
        do {
            cpu = Math.max(cpu, Proc.cpuSeconds(Long.toString(process.pid()), false));
            resident = Math.max(resident, Proc.peakResident(process.pid()));
            if (System.nanoTime() - started > patience.toNanos()) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(name + " did not end within " + patience + ": " + Files.readString(output));
            }
        } while (!process.waitFor(20, TimeUnit.MILLISECONDS));
        double wall = (System.nanoTime() - started) / 1e9;
        if (process.exitValue() > 1) {
            throw new IllegalStateException(name + " ended with exit code " + process.exitValue() + ": " + Files.readString(output));
        }
        return new Usage(
                wall,
                cpu,
                server.cpuSeconds() - serverCpu,
                peakHeap(gc),
                resident,
                allocated(gc),
                server.wal() - wal,
                Proc.loopbackBytes() - wire,
                server.databaseSize(),
                Files.readString(output));
    }

    private static long peakHeap(Path log) throws IOException {
        long peak = atExit(log);
        for (String line : Files.readAllLines(log)) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                peak = Math.max(peak, Long.parseLong(collection.group(1)) << 20);
            }
        }
        return peak;
    }

    private static long allocated(Path log) throws IOException {
        long allocated = 0;
        long left = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                allocated += (Long.parseLong(collection.group(1)) << 20) - left;
                left = Long.parseLong(collection.group(2)) << 20;
            }
        }
        return allocated + Math.max(0, atExit(log) - left);
    }

    private static long atExit(Path log) throws IOException {
        long used = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher generation = AT_EXIT.matcher(line);
            if (generation.find()) {
                used += Long.parseLong(generation.group(1)) << 10;
            }
        }
        return used;
    }
}
