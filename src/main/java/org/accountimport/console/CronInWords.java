package org.accountimport.console;

import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** Says the common times of job definitions in words, for those who do not read cron. */
final class CronInWords {

    private static final Pattern EVERY_SECONDS = Pattern.compile("\\*/(\\d+) \\* \\* \\* \\* \\*");
    private static final Pattern EVERY_MINUTES = Pattern.compile("0 \\*/(\\d+) \\* \\* \\* \\*");
    private static final Pattern AT_A_TIME =
            Pattern.compile("0 (\\d+) (\\d+) [*?] \\* (\\*|\\?|[A-Z]{3}|[A-Z]{3}-[A-Z]{3})");
    private static final Map<String, String> DAYS = Map.of(
            "MON", "Monday",
            "TUE", "Tuesday",
            "WED", "Wednesday",
            "THU", "Thursday",
            "FRI", "Friday",
            "SAT", "Saturday",
            "SUN", "Sunday");

    private CronInWords() {}

    /** Such as {@code every day at 22:00}; null for what is not that simple. */
    static @Nullable String of(CronExpression cron, Forms show) {
        String text = cron.toString();
        Matcher seconds = EVERY_SECONDS.matcher(text);
        if (seconds.matches()) {
            return "every " + seconds.group(1) + " seconds";
        }
        Matcher minutes = EVERY_MINUTES.matcher(text);
        if (minutes.matches()) {
            return "every " + minutes.group(1) + " minutes";
        }
        Matcher time = AT_A_TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        String days = days(time.group(3));
        String clock = show.clock(LocalTime.of(Integer.parseInt(time.group(2)), Integer.parseInt(time.group(1))));
        return days == null ? null : days + " at " + clock;
    }

    private static @Nullable String days(String text) {
        if (text.equals("*") || text.equals("?")) {
            return "every day";
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            String day = DAYS.get(text);
            return day == null ? null : "every " + day;
        }
        String first = DAYS.get(text.substring(0, dash));
        String last = DAYS.get(text.substring(dash + 1));
        return first == null || last == null ? null : first + " to " + last;
    }
}
