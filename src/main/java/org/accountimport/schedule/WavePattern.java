package org.accountimport.schedule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.accountimport.importprocess.WaveName;

/**
 * The waves that a job definition is about, as it is written: {@code *} for every wave with work for the job, else a name, in
 * which placeholders stand for the day on which the definition is due, in its time zone.
 */
public record WavePattern(String text) {

    private static final String EVERY = "*";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern LEFT_OVER = Pattern.compile("[{}*]");
    private static final Map<String, Function<LocalDate, String>> PLACEHOLDERS = new TreeMap<>(Map.of(
            "date", LocalDate::toString,
            "yesterday", day -> day.minusDays(1).toString(),
            "tomorrow", day -> day.plusDays(1).toString(),
            "month", day -> YearMonth.from(day).toString(),
            "iso-week", WavePattern::isoWeek,
            "last-iso-week", day -> isoWeek(day.minusWeeks(1)),
            "next-iso-week", day -> isoWeek(day.plusWeeks(1))));

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException when there is no such placeholder, or the name cannot be a wave's
     */
    public WavePattern {
        if (!text.equals(EVERY)) {
            Matcher placeholders = PLACEHOLDER.matcher(text);
            while (placeholders.find()) {
                String name = placeholders.group(1);
                if (!PLACEHOLDERS.containsKey(name)) {
                    throw new IllegalArgumentException("there is no placeholder {" + name + "}; there are {"
                            + String.join("}, {", PLACEHOLDERS.keySet()) + "}");
                }
            }
            if (LEFT_OVER.matcher(PLACEHOLDER.matcher(text).replaceAll("")).find()) {
                throw new IllegalArgumentException(
                        "a wave is a name, in which placeholders such as {iso-week} may stand, or * alone");
            }
            String example = resolve(text, LocalDate.EPOCH);
            if (!new WaveName("", example).name().equals(example.strip())) {
                throw new IllegalArgumentException("a wave's name has no white space around it");
            }
        }
    }

    /** Whether every wave with work is meant. */
    public boolean isEvery() {
        return text.equals(EVERY);
    }

    /** The name on a day; empty where every wave is meant. */
    public Optional<String> on(LocalDate day) {
        return isEvery() ? Optional.empty() : Optional.of(resolve(text, day));
    }

    private static String resolve(String text, LocalDate day) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(valueOf(found.group(1), day)));
    }

    private static String valueOf(String placeholder, LocalDate day) {
        Function<LocalDate, String> value = PLACEHOLDERS.get(placeholder);
        return value == null ? "{" + placeholder + "}" : value.apply(day);
    }

    /** Such as {@code 2026-W48}; weeks and their years as ISO 8601 counts them. */
    private static String isoWeek(LocalDate day) {
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    @Override
    public String toString() {
        return text;
    }
}
