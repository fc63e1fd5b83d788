package org.accountimport.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.accountimport.importprocess.RunKind;
import org.accountimport.job.ErrorBudget;
import org.accountimport.job.RunOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * What is to run when: one file of the jobs directory. The keys of the file have the names of the components, with hyphens.
 *
 * @param name         unique among the definitions
 * @param supplier     as written: a code, or {@code *}
 * @param suppliers    the codes that are meant
 * @param cron         seconds, minutes, hours, day of month, month, day of week
 * @param zone         whose wall clock {@code cron} and {@code window} go by
 * @param window       outside of which nothing is launched, and at whose end runs stop; null: none
 * @param limit        accounts a run takes at most; null: all
 * @param chunkSize    most accounts per transaction; null: as configured
 * @param threads      partitions at a time; null: as configured
 * @param errorBudget  stops a run when too many accounts are wrong
 * @param retryErrored whether an import takes accounts again that were found wrong before
 * @param keepDays     of retention: days between sign-off and purge; null for other jobs
 * @param catchUp      whether a missed time is made up for, while the window is open
 * @param enabled      whether it is due at all
 */
public record JobDefinition(
        String name,
        RunKind job,
        String supplier,
        List<String> suppliers,
        WavePattern wave,
        CronExpression cron,
        ZoneId zone,
        @Nullable Window window,
        @Nullable Long limit,
        @Nullable Integer chunkSize,
        @Nullable Integer threads,
        ErrorBudget errorBudget,
        boolean retryErrored,
        boolean restartOnCrash,
        @Nullable Integer keepDays,
        boolean catchUp,
        boolean enabled) {

    /** The next time it is due after a moment; empty when it is due no more, or disabled. */
    public Optional<ZonedDateTime> nextAfter(Instant moment) {
        return enabled ? Optional.ofNullable(new DueTimes(cron).next(moment.atZone(zone))) : Optional.empty();
    }

    /** How its runs go, when they are launched at this moment. */
    RunOptions optionsAt(Instant moment) {
        Instant until = window == null ? null : window.endAt(moment, zone).orElse(null);
        return new RunOptions(retryErrored, limit, until, errorBudget, chunkSize, threads, restartOnCrash);
    }

    /** Whether its runs may begin at this moment. */
    boolean isOpenAt(Instant moment) {
        return window == null || window.endAt(moment, zone).isPresent();
    }

    /** What makes its times what they are: after a change, earlier times count no more. */
    String timing() {
        return cron + " " + zone;
    }

    /** Who launches its runs. */
    String launchedBy() {
        return "schedule " + name;
    }
}
