package org.accountimport.payload;

import java.util.Map;

/**
 * Regular expressions that say of received text what the reader says of cleaned text, as far as expressions can: white space
 * at the ends is allowed for, Unicode normalisation and IDNA are not. Written so that ECMA-262 in its Unicode mode, which JSON
 * Schema asks for, and Java understand them alike.
 */
final class TextSchema {

    private static final String WHITE_SPACES =
            "\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
    private static final String SPACE = "[" + WHITE_SPACES + "]*";
    private static final String BROKEN = "\\uD800-\\uDFFF";
    private static final String ANY = "[^\\u0000" + BROKEN + "]";
    private static final String NO_CONTROL = "[^\\u0000-\\u001F\\u007F-\\u009F" + BROKEN + "]";

    /** Unlike {@code $}, the very end for every engine, also after a line break. */
    private static final String END = "(?![\\s\\S])";

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String LAST_LABEL = "(?![0-9]+" + SPACE + END + ")[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]";
    private static final String INTERNATIONAL = "(?=[^@]*[^\\u0000-\\u007F])"
            + "[^\\u0000-\\u002C\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u007F" + BROKEN + "]+";
    private static final String ATOM = "[A-Za-z0-9|!#$%&'*+/=?^_{}~`-]+";
    private static final String ADDRESS = "(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@(?:(?:" + LABEL + "\\.)+"
            + LAST_LABEL + "|" + INTERNATIONAL + ")";

    private static final String LEAP_YEAR =
            "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
    private static final String DAY = "(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
            + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|" + LEAP_YEAR + "-02-29)";

    static final String DATE = "^" + DAY + END;
    static final String DATE_TIME = "^" + DAY + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?"
            + "(?:Z|[+-](?:(?:0[0-9]|1[0-7]):[0-5][0-9]|18:00))" + END;

    private TextSchema() {}

    static Map<String, Object> of(TextType.Content content, int max, boolean orBlank) {
        String filled = switch (content) {
            case ANY -> limited(ANY, max);
            case NO_CONTROL_CHARACTERS -> limited(NO_CONTROL, max);
            case EMAIL -> "(?=" + ANY + "{1," + max + "}" + SPACE + END + ")" + ADDRESS;
            case COUNTRY -> "(?:" + String.join("|", Enumerations.COUNTRIES.values()) + ")";
        };
        String pattern = "^" + SPACE + "(?=[^" + WHITE_SPACES + "])" + filled + SPACE + END;
        return Map.of("pattern", orBlank ? pattern + "|^" + SPACE + END : pattern);
    }

    private static String limited(String character, int max) {
        return character + (max == TextType.UNLIMITED ? "+" : "{1," + max + "}");
    }

    /** A plain decimal in a string: zeros at both ends do not count. */
    static String decimal(int whole, int places, boolean atLeastZero) {
        String minus = atLeastZero ? "(?:-(?=[0.]*" + END + "))?" : "-?";
        return "^" + minus + "0*[0-9]{1," + whole + "}(?:\\.(?=[0-9])[0-9]{0," + places + "}0*)?" + END;
    }
}
