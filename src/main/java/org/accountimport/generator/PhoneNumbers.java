package org.accountimport.generator;

/** Phone numbers that exist in the numbering plan of their country, in the notations people use. */
final class PhoneNumbers {

    private static final String[] DANISH_MOBILE = {
        "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "40", "41", "42", "50", "51", "52",
        "53", "60", "61", "71", "81", "91", "92", "93"
    };

    private static final String[] DANISH_LANDLINE = {
        "32", "33", "35", "36", "38", "39", "43", "44", "45", "46", "47", "48", "49", "54", "55", "56", "57", "58",
        "59", "62", "63", "64", "65", "66", "74", "75", "76", "86", "87", "96", "97", "98", "99"
    };

    private PhoneNumbers() {}

    static String mobile(Country country, SeededRandom random) {
        return switch (country) {
            case DK -> danish(random.of(DANISH_MOBILE) + random.between(1, 9) + random.digits(5), random);
            case SE -> "+46" + random.of("70", "72", "73", "76") + random.between(1, 9) + random.digits(6);
            case NO ->
                "+47 9" + random.between(0, 8) + " " + random.digits(2) + " " + random.digits(2) + " "
                        + random.digits(2);
            case DE ->
                "+49 15" + random.of("1", "2", "7") + random.between(1, 9) + " " + random.between(1, 9)
                        + random.digits(6);
        };
    }

    static String landline(Country country, SeededRandom random) {
        return switch (country) {
            case DK -> danish(random.of(DANISH_LANDLINE) + random.between(1, 9) + random.digits(5), random);
            case SE -> "+46 8 " + random.between(40, 79) + random.digits(4);
            case NO -> "+4722" + random.between(1, 9) + random.digits(5);
            case DE -> "+49 30 " + random.between(2, 8) + random.digits(6);
        };
    }

    private static String danish(String eightDigits, SeededRandom random) {
        int notation = random.below(100);
        if (notation < 45) {
            return "+45" + eightDigits;
        }
        if (notation < 70) {
            return eightDigits;
        }
        if (notation < 85) {
            return inPairs(eightDigits);
        }
        return notation < 95 ? "+45 " + inPairs(eightDigits) : "0045" + eightDigits;
    }

    private static String inPairs(String eightDigits) {
        return eightDigits.substring(0, 2) + " " + eightDigits.substring(2, 4) + " " + eightDigits.substring(4, 6) + " "
                + eightDigits.substring(6);
    }
}
