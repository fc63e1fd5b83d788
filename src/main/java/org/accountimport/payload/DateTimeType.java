package org.accountimport.payload;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * {@code YYYY-MM-DDThh:mm:ss}, optionally a point and one to nine digits, then {@code Z} or an offset up to 18:00; no
 * cleaning. Only the instant is kept.
 */
final class DateTimeType extends ValueType<Instant> {

    private static final int SHORTEST = "YYYY-MM-DDThh:mm:ssZ".length();
    private static final int SECONDS_END = SHORTEST - 1;
    private static final int MOST_FRACTION_DIGITS = 9;
    private static final int OFFSET_LENGTH = "+hh:mm".length();
    private static final int LARGEST_OFFSET_IN_MINUTES = 18 * 60;
    private static final long SECONDS_PER_DAY = 86_400;

    DateTimeType() {
        super("datetime");
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        if (token != JsonToken.VALUE_STRING) {
            return wrongKind(token, source);
        }
        char[] text = source.characters();
        int length = source.length();
        Instant instant = length < SHORTEST ? null : instant(text, source.offset(), source.offset() + length);
        return instant == null ? invalid() : instant;
    }

    private static @Nullable Instant instant(char[] text, int from, int end) {
        LocalDate date = DateType.date(text, from);
        int hours = DateType.digits(text, from + 11, 2);
        int minutes = DateType.digits(text, from + 14, 2);
        int seconds = DateType.digits(text, from + 17, 2);
        if (date == null
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':'
                || !isBetween(hours, 23)
                || !isBetween(minutes, 59)
                || !isBetween(seconds, 59)) {
            return null;
        }
        int zone = from + SECONDS_END;
        int nanos = 0;
        if (text[zone] == '.') {
            zone = fractionEnd(text, zone + 1, end);
            int digits = zone - (from + SECONDS_END) - 1;
            if (digits < 1 || digits > MOST_FRACTION_DIGITS) {
                return null;
            }
            nanos = DateType.digits(text, zone - digits, digits);
            for (int i = digits; i < MOST_FRACTION_DIGITS; i++) {
                nanos *= 10;
            }
        }
        int offset = offsetInMinutes(text, zone, end);
        if (offset == Integer.MIN_VALUE) {
            return null;
        }
        long second = date.toEpochDay() * SECONDS_PER_DAY + hours * 3600L + (minutes - offset) * 60L + seconds;
        return Instant.ofEpochSecond(second, nanos);
    }

    private static int fractionEnd(char[] text, int from, int end) {
        int i = from;
        while (i < end && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    private static int offsetInMinutes(char[] text, int from, int end) {
        if (end - from == 1 && text[from] == 'Z') {
            return 0;
        }
        if (end - from != OFFSET_LENGTH || (text[from] != '+' && text[from] != '-') || text[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = DateType.digits(text, from + 1, 2);
        int minutes = DateType.digits(text, from + 4, 2);
        int offset = hours * 60 + minutes;
        if (hours < 0 || !isBetween(minutes, 59) || offset > LARGEST_OFFSET_IN_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return text[from] == '-' ? -offset : offset;
    }

    private static boolean isBetween(int number, int max) {
        return number >= 0 && number <= max;
    }

    @Override
    Map<String, Object> schema() {
        return AccountSchema.merged(
                Map.of("type", "string"),
                AccountSchema.ordered("format", "date-time", "pattern", TextSchema.DATE_TIME));
    }
}
