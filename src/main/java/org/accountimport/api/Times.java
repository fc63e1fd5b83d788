package org.accountimport.api;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How times are written: ISO 8601 with microseconds and offset. Source: HTTP contract, "Conventions".
 *
 * @param zone whose offset they have
 */
record Times(ZoneId zone) {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    String text(OffsetDateTime time) {
        return MICROSECONDS.format(time.atZoneSameInstant(zone));
    }

    @Nullable
    String textOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : text(time);
    }
}
