package org.accountimport.console;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How numbers, dates and durations are written for one reader. The words are English; the forms are Danish where the browser
 * prefers Danish.
 *
 * @param locale of the forms
 * @param zone   whose wall clock times are shown in
 */
record Forms(Locale locale, ZoneId zone) {

    private static final Locale DANISH = Locale.forLanguageTag("da-DK");
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    private static final int WRITTEN_WITH_TENTHS = 10;
    private static final int MOST_PLACES = 10;

    /** @param preferred the languages that the browser asks for, the most wanted first */
    static Forms of(Iterable<Locale> preferred, ZoneId zone) {
        for (Locale locale : preferred) {
            switch (locale.getLanguage()) {
                case "da" -> {
                    return new Forms(DANISH, zone);
                }
                case "en" -> {
                    return new Forms(Locale.UK, zone);
                }
                default -> {
                    // neither: the next one may be
                }
            }
        }
        return new Forms(Locale.UK, zone);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** All places that it has, at least two when it has any. */
    public String decimal(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(number.stripTrailingZeros().scale() > 0 ? 2 : 0);
        format.setMaximumFractionDigits(MOST_PLACES);
        return format.format(number);
    }

    /** DKK, with two places at least. */
    public String money(BigDecimal amount) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(MOST_PLACES);
        return format.format(amount);
    }

    /** In percent; what is not all is never written as 100 %, and what is not nothing never as 0 %. */
    public String share(long part, long whole) {
        if (whole == 0 || part == 0) {
            return "0 %";
        }
        if (part >= whole) {
            return "100 %";
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        double percent = Math.min(99.9, Math.max(0.1, 100.0 * part / whole));
        return format.format(percent) + " %";
    }

    /** A share of 1, in percent. */
    public String percent(double share) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(100 * share) + " %";
    }

    /** With the zone; a dash when there is none. */
    public String time(@Nullable OffsetDateTime time) {
        if (time == null) {
            return "–";
        }
        ZonedDateTime local = time.atZoneSameInstant(zone);
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(local)
                + " " + zoneName(local);
    }

    public String clock(LocalTime time) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(time);
    }

    /** For the attribute of a {@code time} element. */
    public String machineTime(@Nullable OffsetDateTime time) {
        return time == null ? "" : time.toInstant().toString();
    }

    public String date(@Nullable LocalDate date) {
        return date == null
                ? "–"
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(date);
    }

    /** Such as {@code 1 h 05 min}; tenths of a second only while they matter. */
    public String duration(double seconds) {
        if (seconds < WRITTEN_WITH_TENTHS) {
            NumberFormat format = NumberFormat.getNumberInstance(locale);
            format.setMinimumFractionDigits(1);
            format.setMaximumFractionDigits(1);
            return format.format(seconds) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return whole / MINUTE + " min " + twoDigits(whole % MINUTE) + " s";
        }
        if (whole < DAY) {
            return whole / HOUR + " h " + twoDigits(whole % HOUR / MINUTE) + " min";
        }
        return whole / DAY + " d " + whole % DAY / HOUR + " h";
    }

    /** Such as {@code 1,234 accounts}. */
    public String accounts(long number) {
        return number(number) + (number == 1 ? " account" : " accounts");
    }

    /** The zone's name and what its clocks are called now. */
    public String zoneTitle() {
        return zone.getId() + " (" + zoneName(ZonedDateTime.now(zone)) + ")";
    }

    private static String zoneName(ZonedDateTime time) {
        return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
