package org.accountimport.generator;

/**
 * Danish company numbers (CVR) whose weighted sum of digits is divisible by 11. Source: rulebook, S11.
 */
final class CvrNumbers {

    private static final int[] WEIGHTS = {2, 7, 6, 5, 4, 3, 2, 1};

    private CvrNumbers() {}

    /** Eight digits, sometimes written with {@code DK} in front or in pairs. */
    static String valid(SeededRandom random) {
        return notation(String.valueOf(eightDigits(random, 0)), random);
    }

    /** Eight digits of which the last one is wrong. */
    static String withWrongCheckDigit(SeededRandom random) {
        return String.valueOf(eightDigits(random, random.between(1, 9)));
    }

    private static int eightDigits(SeededRandom random, int offCheckDigit) {
        while (true) {
            int firstSeven = random.between(1_000_000, 9_999_999);
            int sum = 0;
            for (int i = 6, rest = firstSeven; i >= 0; i--, rest /= 10) {
                sum += WEIGHTS[i] * (rest % 10);
            }
            int checkDigit = (11 - sum % 11) % 11;
            if (checkDigit < 10) {
                return firstSeven * 10 + (checkDigit + offCheckDigit) % 10;
            }
        }
    }

    private static String notation(String digits, SeededRandom random) {
        int notation = random.below(10);
        if (notation < 7) {
            return digits;
        }
        return notation < 9
                ? "DK" + digits
                : "DK " + digits.substring(0, 2) + " " + digits.substring(2, 4) + " " + digits.substring(4, 6) + " "
                        + digits.substring(6);
    }
}
