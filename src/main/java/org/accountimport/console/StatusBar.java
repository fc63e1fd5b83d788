package org.accountimport.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.accountimport.importprocess.ImportStatus;

/**
 * The accounts of a wave by status, as one bar.
 *
 * @param segments only statuses that some account has, from done to lost
 */
record StatusBar(List<Segment> segments, long total) {

    private static final double LENGTH = 100;
    /** What is there can be seen, however little it is. */
    private static final double SHORTEST = 0.8;

    private static final List<ImportStatus> ORDER = List.of(
            ImportStatus.PROCESSED,
            ImportStatus.DRY_RUN_SUCCEEDED,
            ImportStatus.IN_PROGRESS,
            ImportStatus.PENDING,
            ImportStatus.DRY_RUN_ERRORED,
            ImportStatus.ERRORED,
            ImportStatus.CANCELLED);

    /**
     * One status.
     *
     * @param x     where it begins, of {@value #LENGTH}
     * @param width its length, of the same
     */
    record Segment(ImportStatus status, long accounts, String x, String width) {

        public String label() {
            return StatusBar.label(status);
        }

        public String look() {
            return StatusBar.look(status);
        }
    }

    static StatusBar of(Map<ImportStatus, Long> counts) {
        List<ImportStatus> there = ORDER.stream()
                .filter(status -> counts.getOrDefault(status, 0L) > 0)
                .toList();
        long total = 0;
        for (ImportStatus status : there) {
            total += counts.getOrDefault(status, 0L);
        }
        double sum = 0;
        for (ImportStatus status : there) {
            sum += length(counts.getOrDefault(status, 0L), total);
        }
        List<Segment> segments = new ArrayList<>();
        double x = 0;
        for (ImportStatus status : there) {
            long accounts = counts.getOrDefault(status, 0L);
            double width = length(accounts, total) * LENGTH / sum;
            segments.add(new Segment(status, accounts, coordinate(x), coordinate(width)));
            x += width;
        }
        return new StatusBar(segments, total);
    }

    private static double length(long accounts, long total) {
        return Math.max(SHORTEST, LENGTH * accounts / total);
    }

    /** What a person calls a status. */
    static String label(ImportStatus status) {
        return switch (status) {
            case PENDING -> "Pending";
            case IN_PROGRESS -> "In progress";
            case DRY_RUN_SUCCEEDED -> "Dry run succeeded";
            case DRY_RUN_ERRORED -> "Dry run errored";
            case PROCESSED -> "Processed";
            case ERRORED -> "Errored";
            case CANCELLED -> "Cancelled";
        };
    }

    /** The name of its colour in the style sheet. */
    static String look(ImportStatus status) {
        return "status-" + status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
