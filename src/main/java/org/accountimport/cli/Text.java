package org.accountimport.cli;

import java.util.Locale;

/** How numbers and times read on a terminal. */
final class Text {

    private static final double NANOSECONDS = 1e9;

    private Text() {}

    /** With commas between thousands. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String seconds(long nanoseconds) {
        return String.format(Locale.ROOT, "%,.1f s", nanoseconds / NANOSECONDS);
    }

    /** Things per second. */
    static String rate(long count, long nanoseconds, String things) {
        double perSecond = nanoseconds == 0 ? 0 : count * NANOSECONDS / nanoseconds;
        return String.format(Locale.ROOT, "%,.0f %s/s", perSecond, things);
    }
}
