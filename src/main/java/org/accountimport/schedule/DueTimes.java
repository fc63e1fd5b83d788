package org.accountimport.schedule;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a cron expression is due by a wall clock that is put forward in spring and back in autumn. What is due at certain hours
 * is due once on each of its days: a time that clocks skip comes as much later as they are put forward, one that comes twice
 * counts the first time. What is due every hour, or every few, goes on in the same rhythm.
 */
final class DueTimes {

    private static final int HOURS = 2;

    private final CronExpression cron;
    private final boolean atCertainHours;

    DueTimes(CronExpression cron) {
        this.cron = cron;
        String hours = cron.toString().split(" ", -1)[HOURS];
        this.atCertainHours = hours.chars().noneMatch(character -> character == '*' || character == '/');
    }

    /** The first time after another, in its zone; null when there is none. */
    @Nullable
    ZonedDateTime next(ZonedDateTime after) {
        ZonedDateTime next = cron.next(after);
        if (!atCertainHours) {
            return next;
        }
        return Stream.concat(skipped(after).stream(), Optional.ofNullable(next == null ? null : first(next)).stream())
                .min(ZonedDateTime::compareTo)
                .orElse(null);
    }

    /** The same, unless it comes for the second time: the next one then. */
    private @Nullable ZonedDateTime first(ZonedDateTime due) {
        ZoneOffsetTransition putBack = due.getZone().getRules().getTransition(due.toLocalDateTime());
        return putBack == null || !putBack.isOverlap() || due.getOffset().equals(putBack.getOffsetBefore())
                ? due
                : cron.next(putBack.getDateTimeBefore().atZone(due.getZone()).minusNanos(1));
    }

    /** The first time after another that the clock skips, as much later as it is put forward. */
    private Optional<ZonedDateTime> skipped(ZonedDateTime after) {
        var rules = after.getZone().getRules();
        return Stream.of(
                        rules.previousTransition(after.toInstant().plusNanos(1)),
                        rules.nextTransition(after.toInstant()))
                .filter(Objects::nonNull)
                .filter(ZoneOffsetTransition::isGap)
                .flatMap(gap -> skippedIn(gap, after).stream())
                .findFirst();
    }

    private Optional<ZonedDateTime> skippedIn(ZoneOffsetTransition gap, ZonedDateTime after) {
        LocalDateTime begin = gap.getDateTimeBefore().minusNanos(1);
        LocalDateTime seen = after.toLocalDateTime().minus(gap.getDuration());
        LocalDateTime skipped = cron.next(seen.isAfter(begin) ? seen : begin);
        return skipped == null || !skipped.isBefore(gap.getDateTimeAfter())
                ? Optional.empty()
                : Optional.of(skipped.atZone(after.getZone()));
    }
}
