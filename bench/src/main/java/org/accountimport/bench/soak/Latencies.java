package org.accountimport.bench.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How long each kind of request took, and what went wrong. Safe for all threads. */
final class Latencies {

    private static final int LISTED_ERRORS = 10;
    private static final double MICROSECONDS = 1e3;

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private long errorCount;

    private static final class Kind {

        private int[] micros = new int[1024];
        private int count;
        private final Map<Integer, Long> statuses = new TreeMap<>();

        synchronized void add(long nanos, int status) {
            if (count == micros.length) {
                micros = Arrays.copyOf(micros, 2 * count);
            }
            micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
            statuses.merge(status, 1L, Long::sum);
        }

        synchronized String row(String name) {
            int[] sorted = Arrays.copyOf(micros, count);
            Arrays.sort(sorted);
            StringBuilder answers = new StringBuilder();
            statuses.forEach((status, times) -> answers.append(answers.isEmpty() ? "" : ", ")
                    .append(status)
                    .append(": ")
                    .append(String.format(Locale.ROOT, "%,d", times)));
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1f | %.1f | %.1f | %.1f | %s |%n",
                    name,
                    count,
                    at(sorted, 0.5),
                    at(sorted, 0.95),
                    at(sorted, 0.99),
                    at(sorted, 1),
                    answers);
        }

        /** In milliseconds. */
        private static double at(int[] sorted, double share) {
            return sorted.length == 0
                    ? 0
                    : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / MICROSECONDS;
        }
    }

    void add(String kind, long nanos, int status) {
        kinds.computeIfAbsent(kind, name -> new Kind()).add(nanos, status);
    }

    synchronized void error(String what) {
        errorCount++;
        if (errors.size() < LISTED_ERRORS) {
            errors.add(what);
        }
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    synchronized long errorCount() {
        return errorCount;
    }

    String table() {
        StringBuilder table = new StringBuilder("""
                | request | number | p50 ms | p95 ms | p99 ms | max ms | answers |
                |---|---:|---:|---:|---:|---:|---|
                """);
        new TreeMap<>(kinds).forEach((name, kind) -> table.append(kind.row(name)));
        return table.toString();
    }
}
