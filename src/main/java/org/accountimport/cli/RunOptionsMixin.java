package org.accountimport.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.accountimport.job.ErrorBudget;
import org.accountimport.job.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run is to go, as options of the commands that launch one. */
final class RunOptionsMixin {

    @Option(names = "--limit", paramLabel = "N", description = "take only the first N accounts of the queue: a canary")
    private @Nullable Long limit;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "stop at this time: 05:30 in the time zone of this machine, or 2026-11-24T05:30+01:00")
    private @Nullable String until;

    @Option(names = "--max-errors", paramLabel = "N", description = "stop when N accounts are found wrong")
    private @Nullable Long maxErrors;

    @Option(
            names = "--max-error-share",
            paramLabel = "SHARE",
            description = "stop when more than this share of the accounts is found wrong, for instance 0.05")
    private @Nullable Double maxErrorShare;

    @Option(
            names = "--min-sample",
            paramLabel = "N",
            description = "accounts that must be decided before the share counts; default ${DEFAULT-VALUE}")
    private long minimumSample = ErrorBudget.DEFAULT_MINIMUM_SAMPLE;

    @Option(names = "--chunk-size", paramLabel = "N", description = "most accounts per transaction")
    private @Nullable Integer chunkSize;

    @Option(names = "--threads", paramLabel = "N", description = "partitions at a time")
    private @Nullable Integer threads;

    /** @throws CommandFailedException when an option makes no sense */
    RunOptions options(boolean retryErrored) {
        try {
            ErrorBudget budget = maxErrors == null && maxErrorShare == null
                    ? ErrorBudget.UNLIMITED
                    : new ErrorBudget(new ErrorBudget.Limit(maxErrorShare, maxErrors), minimumSample, Map.of());
            Instant end = until == null ? null : time(until, ZonedDateTime.now(ZoneId.systemDefault()));
            return new RunOptions(retryErrored, limit, end, budget, chunkSize, threads, false);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.badUsage(e.getMessage() + ".");
        }
    }

    /** A time of day is the next one to come. */
    static Instant time(String text, ZonedDateTime now) {
        try {
            if (text.length() > "05:30:00".length()) {
                return OffsetDateTime.parse(text).toInstant();
            }
            ZonedDateTime today = now.with(LocalTime.parse(text));
            return (today.isAfter(now) ? today : today.plus(Duration.ofDays(1))).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "until must be a time such as 05:30 or 2026-11-24T05:30+01:00, but is " + text, e);
        }
    }
}
