package org.accountimport.payload;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A decimal number as it was written, with its digits counted: those before the point without leading zeros, those after
 * it without trailing zeros. Takes time linear in the length of the text, whatever the exponent says.
 */
final class DecimalDigits {

    /** As large as an exponent needs to be to put any number out of all bounds, and far from overflowing. */
    private static final long ENDLESS = 1_000_000_000_000L;

    /** As many decimal digits as a long surely holds. */
    private static final int DIGITS_OF_A_LONG = 18;

    private final char[] text;
    private final boolean negative;
    private final int first;
    private final int last;
    private final long lowest;
    private final long whole;

    private DecimalDigits(char[] text, boolean negative, int first, int last, long lowest, long whole) {
        this.text = text;
        this.negative = negative;
        this.first = first;
        this.last = last;
        this.lowest = lowest;
        this.whole = whole;
    }

    /** Whether the characters are {@code -?[0-9]+(\.[0-9]+)?}. */
    static boolean isPlain(char[] text, int from, int to) {
        int start = from < to && text[from] == '-' ? from + 1 : from;
        int point = start;
        while (point < to && isDigit(text[point])) {
            point++;
        }
        if (point == start || point == to) {
            return point > start;
        }
        int end = point + 1;
        while (end < to && isDigit(text[end])) {
            end++;
        }
        return text[point] == '.' && end == to && end > point + 1;
    }

    /** Counts the digits of a well-formed JSON number or plain decimal. Keeps the array, so the value must be asked for at once. */
    static DecimalDigits count(char[] text, int from, int to) {
        boolean negative = text[from] == '-';
        int first = -1;
        int last = -1;
        long seen = 0;
        long firstIndex = 0;
        long lastIndex = 0;
        long beforePoint = -1;
        long exponent = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            char c = text[i];
            if (c == '.') {
                beforePoint = seen;
            } else if (!isDigit(c)) {
                exponent = exponent(text, i + 1, to);
                break;
            } else {
                if (c != '0') {
                    if (first < 0) {
                        first = i;
                        firstIndex = seen;
                    }
                    last = i;
                    lastIndex = seen;
                }
                seen++;
            }
        }
        if (first < 0) {
            return new DecimalDigits(text, negative, first, last, 0, 0);
        }
        long units = (beforePoint < 0 ? seen : beforePoint) + exponent;
        return new DecimalDigits(text, negative, first, last, units - 1 - lastIndex, Math.max(0, units - firstIndex));
    }

    private static long exponent(char[] text, int from, int to) {
        boolean negative = text[from] == '-';
        long exponent = 0;
        for (int i = negative || text[from] == '+' ? from + 1 : from; i < to; i++) {
            exponent = Math.min(ENDLESS, exponent * 10 + text[i] - '0');
        }
        return negative ? -exponent : exponent;
    }

    boolean negative() {
        return negative;
    }

    boolean isZero() {
        return first < 0;
    }

    /** How many digits stand before the point. */
    long whole() {
        return whole;
    }

    /** How many digits stand after the point. */
    long places() {
        return Math.max(0, -lowest);
    }

    /** The number, without trailing zeros after the point. Only for numbers within bounds of some tens of digits. */
    BigDecimal value() {
        if (isZero()) {
            return BigDecimal.ZERO;
        }
        int zeros = (int) Math.max(0, lowest);
        int places = (int) places();
        return last - first + zeros < DIGITS_OF_A_LONG
                ? BigDecimal.valueOf(smallUnscaled(zeros), places)
                : new BigDecimal(largeUnscaled().multiply(BigInteger.TEN.pow(zeros)), places);
    }

    private long smallUnscaled(int zeros) {
        long unscaled = 0;
        for (int i = first; i <= last; i++) {
            if (text[i] != '.') {
                unscaled = unscaled * 10 + (text[i] - '0');
            }
        }
        for (int i = 0; i < zeros; i++) {
            unscaled *= 10;
        }
        return negative ? -unscaled : unscaled;
    }

    private BigInteger largeUnscaled() {
        BigInteger unscaled = new BigInteger(new String(text, first, last - first + 1).replace(".", ""));
        return negative ? unscaled.negate() : unscaled;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
