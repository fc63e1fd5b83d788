package org.accountimport.payload;

import java.text.Normalizer;

/** Cleaning of text as rulebook section 3 says: Unicode NFC, then no white space at either end. */
final class CleanText {

    /**
     * Normalising takes time that grows with the square of a run of combining marks, and no writing system stacks this many:
     * text with a longer run stays as it came.
     */
    static final int LONGEST_RUN_OF_MARKS = 256;

    private static final int LATIN_1 = 0x100;

    private CleanText() {}

    static String of(String text) {
        return trimmed(
                isLatin1(text) || hasEndlessMarks(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** How many code points the text has; negative when U+0000 or an unpaired surrogate is among them. */
    static int codePoints(String text) {
        int pairs = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return -1;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return -1;
                }
                i++;
                pairs++;
            }
        }
        return text.length() - pairs;
    }

    /** Whether the character has the Unicode property White_Space. */
    static boolean isWhiteSpace(char c) {
        if (c < LATIN_1) {
            return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0;
        }
        return c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Every text in Latin-1 is in NFC. */
    private static boolean isLatin1(String text) {
        int seen = 0;
        for (int i = 0; i < text.length(); i++) {
            seen |= text.charAt(i);
        }
        return seen < LATIN_1;
    }

    private static boolean hasEndlessMarks(String text) {
        int run = 0;
        for (int i = 0; i < text.length() && run <= LONGEST_RUN_OF_MARKS; ) {
            int codePoint = text.codePointAt(i);
            run = isMark(codePoint) ? run + 1 : 0;
            i += Character.charCount(codePoint);
        }
        return run > LONGEST_RUN_OF_MARKS;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
