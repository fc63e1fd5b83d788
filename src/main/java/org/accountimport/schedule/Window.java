package org.accountimport.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The part of a day in which runs may go on, by the wall clock of the definition's time zone. On the days on which clocks
 * change it is an hour longer or shorter.
 *
 * @param from    first moment in it
 * @param until   first moment after it
 * @param nextDay whether {@code until} is a time of the following day
 */
public record Window(LocalTime from, LocalTime until, boolean nextDay) {

    /** The end of the window that this moment lies in; empty when it lies in none. */
    public Optional<Instant> endAt(Instant moment, ZoneId zone) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        return endOf(day, moment, zone).or(() -> nextDay ? endOf(day.minusDays(1), moment, zone) : Optional.empty());
    }

    private Optional<Instant> endOf(LocalDate day, Instant moment, ZoneId zone) {
        Instant begins = ZonedDateTime.of(day, from, zone).toInstant();
        Instant ends =
                ZonedDateTime.of(nextDay ? day.plusDays(1) : day, until, zone).toInstant();
        return moment.isBefore(begins) || !moment.isBefore(ends) ? Optional.empty() : Optional.of(ends);
    }

    /** Such as {@code 22:00–05:30 next day}. */
    @Override
    public String toString() {
        return from + "–" + until + (nextDay ? " next day" : "");
    }
}
