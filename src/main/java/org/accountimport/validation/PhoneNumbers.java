package org.accountimport.validation;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * Asks libphonenumber. Most numbers are Danish and plainly written: what parsing makes of those is known, and parsing is what
 * takes the time, so they are handed over already parsed. The library is the judge of every number all the same.
 */
public final class PhoneNumbers {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final String DENMARK = "DK";
    private static final int DANISH_CODE = 45;
    private static final int DANISH_DIGITS = 8;
    private static final long NOT_PLAINLY_DANISH = -1;

    private PhoneNumbers() {}

    /**
     * Whether libphonenumber can parse the number and calls it valid.
     *
     * @param defaultRegion ISO 3166-1 alpha-2 code of numbers without a country code
     */
    static boolean isValid(String number, String defaultRegion) {
        long danish = plainlyDanish(number, defaultRegion);
        if (danish != NOT_PLAINLY_DANISH) {
            return LIBRARY.isValidNumber(
                    new PhoneNumber().setCountryCode(DANISH_CODE).setNationalNumber(danish));
        }
        try {
            return LIBRARY.isValidNumber(LIBRARY.parse(number, defaultRegion));
        } catch (NumberParseException notANumber) {
            return false;
        }
    }

    /**
     * The number in the form of ITU-T E.164, for instance {@code +4587654321} (rulebook, section 7).
     *
     * @param number judged valid with the same default region
     * @param defaultRegion ISO 3166-1 alpha-2 code of numbers without a country code
     * @throws IllegalArgumentException when it cannot be parsed: only a valid number becomes part of an account
     */
    public static String e164(String number, String defaultRegion) {
        long danish = plainlyDanish(number, defaultRegion);
        if (danish != NOT_PLAINLY_DANISH) {
            return "+" + DANISH_CODE + danish;
        }
        try {
            return LIBRARY.format(LIBRARY.parse(number, defaultRegion), PhoneNumberFormat.E164);
        } catch (NumberParseException notANumber) {
            throw new IllegalArgumentException("Only a number that was judged valid has an E.164 form", notANumber);
        }
    }

    /**
     * The national number of {@code +45} and eight digits, or in Denmark of eight digits alone, spaces between the digits
     * allowed. Denmark has no trunk prefix that parsing would take off, and no number begins with 0 or 1, which parsing might
     * take for something else.
     */
    private static long plainlyDanish(String number, String defaultRegion) {
        boolean international = number.startsWith("+45");
        if (!international && !defaultRegion.equals(DENMARK)) {
            return NOT_PLAINLY_DANISH;
        }
        long national = 0;
        int digits = 0;
        for (int i = international ? 3 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c >= '0' && c <= '9') {
                if (digits == DANISH_DIGITS || (digits == 0 && c < '2')) {
                    return NOT_PLAINLY_DANISH;
                }
                national = national * 10 + (c - '0');
                digits++;
            } else if (c != ' ') {
                return NOT_PLAINLY_DANISH;
            }
        }
        return digits == DANISH_DIGITS ? national : NOT_PLAINLY_DANISH;
    }
}
