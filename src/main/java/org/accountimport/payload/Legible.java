package org.accountimport.payload;

/**
 * Makes what a client sent fit for an attr or a detail: a place where it must be storable as text (no U+0000, no
 * unpaired surrogate) and readable by a person (not a megabyte long).
 */
public final class Legible {

    private static final int LONGEST = 200;
    private static final char REPLACEMENT = '\uFFFD';

    private Legible() {}

    /** The text with U+0000 and unpaired surrogates replaced by U+FFFD, cut after 200 code points with an ellipsis. */
    public static String of(String text) {
        if (text.length() <= LONGEST && isPlain(text)) {
            return text;
        }
        StringBuilder legible = new StringBuilder(Math.min(text.length(), LONGEST + 1));
        int kept = 0;
        for (int i = 0; i < text.length(); kept++) {
            if (kept == LONGEST) {
                return legible.append('\u2026').toString();
            }
            int codePoint = text.codePointAt(i);
            legible.appendCodePoint(isBroken(codePoint) ? REPLACEMENT : codePoint);
            i += Character.charCount(codePoint);
        }
        return legible.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBroken(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
