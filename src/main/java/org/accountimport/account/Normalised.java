package org.accountimport.account;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.accountimport.payload.RawJson;
import org.jspecify.annotations.Nullable;

/** Values as an account keeps them. Source: rulebook, section 7. The values given here have passed every rule. */
final class Normalised {

    private static final Pattern DANISH_PREFIX = Pattern.compile("^DK[- ]?");

    private Normalised() {}

    /** Blank text is stored as nothing. */
    static @Nullable String text(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    /** The domain in lower case; the local part may tell upper and lower case apart. */
    static @Nullable String email(@Nullable String value) {
        String email = text(value);
        if (email == null) {
            return null;
        }
        int at = email.lastIndexOf('@');
        return email.substring(0, at) + email.substring(at).toLowerCase(Locale.ROOT);
    }

    /**
     * Upper case; Danish ones without prefix; Swedish ones as {@code NNN NN}.
     *
     * @param country ISO 3166-1 alpha-2 code that the postcode was judged by
     */
    static @Nullable String postcode(@Nullable String value, String country) {
        String postcode = text(value);
        if (postcode == null) {
            return null;
        }
        String upper = postcode.toUpperCase(Locale.ROOT);
        return switch (country) {
            case "DK" -> DANISH_PREFIX.matcher(upper).replaceFirst("");
            case "SE" -> upper.length() == 5 ? upper.substring(0, 3) + " " + upper.substring(3) : upper;
            default -> upper;
        };
    }

    /** The eight digits of a Danish CVR number. */
    static @Nullable String companyNumber(@Nullable String value) {
        String companyNumber = text(value);
        if (companyNumber == null) {
            return null;
        }
        String digits = companyNumber.toUpperCase(Locale.ROOT).replace(" ", "");
        return digits.startsWith("DK") ? digits.substring(2) : digits;
    }

    /** Exact, without trailing zeros. */
    static @Nullable BigDecimal decimal(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static byte @Nullable [] json(@Nullable RawJson value) {
        return value == null ? null : value.bytes();
    }
}
