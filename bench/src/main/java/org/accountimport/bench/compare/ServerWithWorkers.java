package org.accountimport.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that imports on threads of its own, or one that executes nothing itself and workers of one thread each. Imports are
 * launched by HTTP, as a client would, and may follow one another: processes that serve are not cold for long.
 */
final class ServerWithWorkers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String READY = "This process is worker";

    private final Path script;
    private final Path directory;
    private final Server server;
    private final String jvmOptions;
    private final int port = Server.freePort();
    private final List<Process> processes = new ArrayList<>();
    private final String key;

    /**
     * @param workers    0: the server imports by itself, with its defaults
     * @param jvmOptions of all JVMs, in addition to those of the script
     */
    ServerWithWorkers(Path script, Path directory, Server server, int workers, List<String> jvmOptions) throws IOException {
        this.script = script;
        this.directory = directory;
        this.server = server;
        this.jvmOptions = String.join(" ", jvmOptions);
        this.key = newKey();
        int brokerPort = Server.freePort();
        List<String> serve = new ArrayList<>(List.of("serve", "--server.port=" + port, "--account-import.sample.enabled=false"));
        serve.addAll(server.dataSource());
        if (workers > 0) {
            serve.addAll(List.of(
                    "--account-import.workers.broker=embedded", "--account-import.workers.port=" + brokerPort, "--account-import.workers.threads=0"));
        }
        try {
            start("server-" + workers, serve, workers > 0 ? "Workers connect to" : Server.STARTED);
            for (int worker = 1; worker <= workers; worker++) {
                List<String> command = new ArrayList<>(List.of("worker", "--broker=tcp://127.0.0.1:" + brokerPort, "--threads=1"));
                command.addAll(server.dataSource());
                start("worker-" + worker, command, READY);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Of an operator; the server asks for one. */
    private String newKey() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(script.toString(), "keys", "create", "bench-" + port, "--role", "operator"));
        command.addAll(server.dataSource());
        Process process = new ProcessBuilder(command).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("ai_"))
                .toList();
        if (lines.size() != 1) {
            throw new IOException("No key was made for the bench");
        }
        return lines.get(0);
    }

    private void start(String name, List<String> arguments, String ready) throws IOException {
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("ACCOUNT_IMPORT_JAVA_OPTIONS", jvmOptions);
        Process process = builder.start();
        processes.add(process);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains(ready)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(name + " did not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Launches an import and waits for its end. */
    void importWave(String wave, Duration patience) throws IOException, SQLException, InterruptedException {
        long before = newestExecution();
        HttpRequest launch = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v2/data-import/waves/" + wave + "/job-executions/"))
                .header("Authorization", "Token " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"job\": \"import\"}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(launch, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The import was not launched: " + answer.statusCode() + " " + answer.body());
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (server.number("SELECT count(*) FROM batch_job_execution WHERE status = 'COMPLETED' AND end_time IS NOT NULL AND job_execution_id > "
                        + before)
                == 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The import did not end; logs are in " + directory);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Processor time of server and workers so far, in seconds. */
    double cpuSeconds() throws IOException {
        double seconds = 0;
        for (Process process : processes) {
            seconds += Proc.cpuSeconds(Long.toString(process.pid()), false);
        }
        return seconds;
    }

    /** The most memory that one of them has had resident, in bytes. */
    long peakResident() throws IOException {
        long most = 0;
        for (Process process : processes) {
            most = Math.max(most, Proc.peakResident(process.pid()));
        }
        return most;
    }

    private long newestExecution() throws SQLException {
        return server.number("SELECT coalesce(max(job_execution_id), 0) FROM batch_job_execution");
    }

    /** Workers first, so that none of them looks for a broker that is gone. */
    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroy();
            try {
                processes.get(i).waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
