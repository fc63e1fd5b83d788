package org.accountimport.cli;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers and times read on a terminal. */
final class Text {

    private static final double NANOSECONDS = 1e9;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[\\w./:@%+,=-]+");

    private Text() {}

    /** With commas between thousands. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** As it has to be typed into a shell: in quotes where it would fall apart otherwise. */
    static String argument(String value) {
        return PLAIN_ARGUMENT.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    /** Day, time of day and offset in a time zone. */
    static String time(OffsetDateTime time, ZoneId zone) {
        return TIME.format(time.atZoneSameInstant(zone));
    }

    /** 1.5 s, 3 min 20 s, 2 h 5 min. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
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
