package org.accountimport.payload;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** {@code YYYY-MM-DD}, ASCII digits, a real day of the years 0001 to 9999; no cleaning. */
final class DateType extends ValueType<LocalDate> {

    static final int LENGTH = 10;

    DateType() {
        super("date");
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        if (token != JsonToken.VALUE_STRING) {
            return wrongKind(token, source);
        }
        char[] text = source.characters();
        LocalDate date = source.length() == LENGTH ? date(text, source.offset()) : null;
        return date == null ? invalid() : date;
    }

    /** The day that the ten characters from there on name; null when they name none. */
    static @Nullable LocalDate date(char[] text, int from) {
        int year = digits(text, from, 4);
        int month = digits(text, from + 5, 2);
        int day = digits(text, from + 8, 2);
        if (text[from + 4] != '-' || text[from + 7] != '-' || year < 1 || month < 1 || month > 12 || day < 1) {
            return null;
        }
        return day > 28 && day > daysIn(month, year) ? null : LocalDate.of(year, month, day);
    }

    /** A number of that many ASCII digits; negative when something else stands there. */
    static int digits(char[] text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int daysIn(int month, int year) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    @Override
    Map<String, Object> schema() {
        return AccountSchema.merged(
                Map.of("type", "string"), AccountSchema.ordered("format", "date", "pattern", TextSchema.DATE));
    }
}
