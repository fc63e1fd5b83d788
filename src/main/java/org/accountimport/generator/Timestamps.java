package org.accountimport.generator;

import java.time.LocalDate;

/** Datetimes in the notations that systems write: UTC, local offsets, with and without fractions of a second. */
final class Timestamps {

    private Timestamps() {}

    /** An instant 2 to {@code days} days before {@code today}, in any time zone. */
    static String before(LocalDate today, int days, SeededRandom random) {
        return at(today.minusDays(random.between(2, days)), random);
    }

    /** An instant on that day, as far as its own offset is concerned. */
    static String at(LocalDate day, SeededRandom random) {
        StringBuilder text = new StringBuilder(32).append(day).append('T');
        twoDigits(text, random.between(6, 21)).append(':');
        twoDigits(text, random.below(60)).append(':');
        twoDigits(text, random.below(60));
        if (random.percent(15)) {
            text.append('.').append(random.digits(random.of(3, 6)));
        }
        return text.append(random.percent(70) ? "Z" : random.of("+01:00", "+02:00"))
                .toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return number < 10 ? text.append('0').append(number) : text.append(number);
    }
}
