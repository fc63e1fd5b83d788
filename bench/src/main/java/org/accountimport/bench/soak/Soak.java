package org.accountimport.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Mixed traffic against the packaged program for a bounded time: every answer must be one that the contract has for it, and the
 * heap must not grow. Arguments: seconds (120) and connections (8). Ends with exit code 1 when it found anything wrong.
 */
public final class Soak {

    private static final Path RESULTS = Path.of("bench", "results", "soak.md");
    private static final Path JAR = Path.of("target", "account-import.jar").toAbsolutePath();
    private static final long SEED = 12;
    /** What caches and pools fill by themselves while a server warms up. */
    private static final double HEAP_TOLERANCE = 1.25;

    private static final long HEAP_SLACK = 8L << 20;

    private final Duration duration;
    private final int connections;
    private final Latencies latencies = new Latencies();
    private final List<Long> heaps = new ArrayList<>();

    private Soak(Duration duration, int connections) {
        this.duration = duration;
        this.connections = connections;
    }

    public static void main(String... arguments) throws Exception {
        Soak soak = new Soak(
                Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 120),
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8);
        Path directory = Files.createTempDirectory("account-import-soak-");
        directory.toFile().setExecutable(true, false);
        boolean sound;
        try (SoakServer server = new SoakServer(JAR, directory)) {
            soak.run(server);
            sound = soak.report();
        } finally {
            delete(directory);
        }
        System.exit(sound ? 0 : 1);
    }

    private void run(SoakServer server) throws Exception {
        Traffic warmUp = new Traffic(server, new Latencies(), "warm-up");
        warmUp.prepare();
        during(Duration.ofSeconds(Math.min(20, duration.toSeconds() / 4)), warmUp);
        heaps.add(server.heapAfterCollection());
        Traffic traffic = new Traffic(server, latencies, "soak");
        traffic.prepare();
        during(duration.dividedBy(2), traffic);
        heaps.add(server.heapAfterCollection());
        during(duration.dividedBy(2), traffic);
        heaps.add(server.heapAfterCollection());
    }

    private void during(Duration time, Traffic traffic) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService clients = Executors.newFixedThreadPool(connections + 1);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                SplittableRandom random = new SplittableRandom(SEED + i);
                running.add(clients.submit(() -> {
                    while (System.nanoTime() < end) {
                        traffic.request(random);
                    }
                }));
            }
            running.add(clients.submit(() -> {
                while (System.nanoTime() < end) {
                    traffic.keepARunUnderWay();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                }
            }));
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private boolean report() throws IOException {
        boolean grows = heaps.get(2) > heaps.get(1) * HEAP_TOLERANCE + HEAP_SLACK;
        StringBuilder text = new StringBuilder("""
                # Soak

                `bench/soak %d %d`: mixed traffic over %d connections for %d s, after a warm-up, while imports run; a server with `-Xmx512m`
                and its embedded PostgreSQL on the same machine (%d processors, JDK %s).

                """.formatted(
                        duration.toSeconds(),
                        connections,
                        connections,
                        duration.toSeconds(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version")));
        text.append(latencies.table());
        text.append(String.format(
                Locale.ROOT,
                "%nHeap in use after a full collection: %.1f MB at the start, %.1f MB in the middle, %.1f MB at the end%s.%n",
                megabytes(0),
                megabytes(1),
                megabytes(2),
                grows ? "; **it grows**" : ""));
        List<String> errors = latencies.errors();
        text.append(errors.isEmpty()
                ? "\nNo error.\n"
                : "\n**%d errors**, the first of them:\n\n- %s\n"
                        .formatted(latencies.errorCount(), String.join("\n- ", errors)));
        Files.writeString(RESULTS, text);
        System.out.print(text);
        return errors.isEmpty() && !grows;
    }

    private double megabytes(int index) {
        return heaps.get(index) / (double) (1 << 20);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
