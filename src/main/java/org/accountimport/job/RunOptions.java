package org.accountimport.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to go.
 *
 * @param retryErrored   whether an import takes accounts again that were found wrong before
 * @param limit          takes no more than the first accounts of the queue: a canary; null: all
 * @param until          begins no chunk at or after this time; null: no end
 * @param errorBudget    stops when too many accounts are wrong
 * @param chunkSize      most accounts per transaction; null: as configured
 * @param threads        partitions at a time; null: as configured
 * @param restartOnCrash whether recovery restarts the run when its process has died
 */
public record RunOptions(
        boolean retryErrored,
        @Nullable Long limit,
        @Nullable Instant until,
        ErrorBudget errorBudget,
        @Nullable Integer chunkSize,
        @Nullable Integer threads,
        boolean restartOnCrash) {

    /** Everything that is waiting, to its end. */
    public static final RunOptions DEFAULT =
            new RunOptions(false, null, null, ErrorBudget.UNLIMITED, null, null, false);

    private static final int MOST_ACCOUNTS_PER_CHUNK = 10_000;
    private static final int MOST_THREADS = 64;

    /** Checks the numbers. */
    public RunOptions {
        require(limit == null || limit >= 1, "limit must be 1 or more, but is " + limit);
        require(
                chunkSize == null || (chunkSize >= 1 && chunkSize <= MOST_ACCOUNTS_PER_CHUNK),
                "chunk size must lie between 1 and " + MOST_ACCOUNTS_PER_CHUNK + ", but is " + chunkSize);
        require(
                threads == null || (threads >= 1 && threads <= MOST_THREADS),
                "threads must lie between 1 and " + MOST_THREADS + ", but is " + threads);
    }

    /** The same with {@code retryErrored}. */
    public RunOptions withRetryErrored(boolean retry) {
        return new RunOptions(retry, limit, until, errorBudget, chunkSize, threads, restartOnCrash);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
