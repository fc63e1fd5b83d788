package org.accountimport.schedule;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One time at which a job definition was due.
 *
 * @param firedAt  when a server saw to it
 * @param missed   whether no server was there when it was due, or saw it through
 * @param underWay whether a server launches what is due, or died over it
 * @param launched job executions, in the order of their launch
 * @param note     why nothing, or less, was launched; null where there is nothing to say
 */
public record Tick(
        String definition,
        OffsetDateTime scheduledAt,
        OffsetDateTime firedAt,
        boolean missed,
        boolean underWay,
        List<Long> launched,
        @Nullable String note) {}
