package org.accountimport.validation;

import java.util.Map;
import java.util.regex.Pattern;

/** Postcodes by country (rulebook section 5.3.1) and how they are written when kept (section 7). */
public final class Postcodes {

    private static final Pattern DANISH = Pattern.compile("(?:DK[- ])?(?:0[89]|[1-9][0-9])[0-9]{2}");
    private static final Pattern ANYWHERE = Pattern.compile("[A-Z0-9 -]{0,11}[A-Z0-9][A-Z0-9 -]{0,11}");
    private static final Map<String, Pattern> BY_COUNTRY = Map.of(
            "DK", DANISH,
            "GL", Pattern.compile("39[0-9]{2}"),
            "FO", Pattern.compile("[1-9][0-9]{2}"),
            "SE", Pattern.compile("[1-9][0-9]{2} ?[0-9]{2}"),
            "NO", Pattern.compile("(?!0000)[0-9]{4}"),
            "FI", Pattern.compile("[0-9]{5}"),
            "DE", Pattern.compile("(?!00000)[0-9]{5}"));
    private static final int LONGEST = 12;
    private static final int DANISH_DIGITS = 4;
    private static final int SWEDISH_GROUP = 3;

    private Postcodes() {}

    /**
     * Whether this is a postcode of that country; small letters count as capitals.
     *
     * @param country ISO 3166-1 alpha-2, in capitals
     */
    public static boolean isValid(String postcode, String country) {
        String capitals = upperCase(postcode);
        if (country.equals("DK") && isFourDigits(capitals)) {
            return capitals.charAt(0) != '0' || capitals.charAt(1) >= '8';
        }
        Pattern pattern = BY_COUNTRY.get(country);
        return pattern == null
                ? capitals.length() <= LONGEST && ANYWHERE.matcher(capitals).matches()
                : pattern.matcher(capitals).matches();
    }

    /**
     * A postcode as it is kept: in capitals, in Denmark without its prefix, in Sweden with its space. What is no postcode of
     * the country only gets its capitals.
     */
    public static String normalised(String postcode, String country) {
        String capitals = upperCase(postcode);
        if (!isValid(capitals, country)) {
            return capitals;
        }
        return switch (country) {
            case "DK" -> capitals.substring(capitals.length() - DANISH_DIGITS);
            case "SE" -> capitals.substring(0, SWEDISH_GROUP) + " " + capitals.substring(capitals.length() - 2);
            default -> capitals;
        };
    }

    private static boolean isFourDigits(String text) {
        if (text.length() != DANISH_DIGITS) {
            return false;
        }
        for (int i = 0; i < DANISH_DIGITS; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** ASCII letters only: {@code ß} is no way to write {@code SS}. */
    private static String upperCase(String text) {
        StringBuilder capitals = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                if (capitals == null) {
                    capitals = new StringBuilder(text);
                }
                capitals.setCharAt(i, (char) (c - 'a' + 'A'));
            }
        }
        return capitals == null ? text : capitals.toString();
    }
}
