package org.accountimport.validation;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes texts that only differ in case and white space equal. */
final class Fold {

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

    private Fold() {}

    /** Upper and then lower case, so that letters with several forms of either meet; no white space at the ends. */
    static String of(String text) {
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return WHITE_SPACE.matcher(folded).replaceAll(" ").strip();
    }
}
