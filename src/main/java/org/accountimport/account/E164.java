package org.accountimport.account;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

/** Phone numbers in the form of ITU-T E.164, for instance {@code +4587654321}. */
final class E164 {

    private static final PhoneNumberUtil PHONE_NUMBERS = PhoneNumberUtil.getInstance();
    private static final String DENMARK = "+45";
    private static final int DANISH_DIGITS = 8;

    private E164() {}

    /** @param number judged valid with the same default region */
    static String of(String number, String defaultRegion) {
        if (isDanish(number)) {
            return number;
        }
        try {
            return PHONE_NUMBERS.format(PHONE_NUMBERS.parse(number, defaultRegion), PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("Only a number that was judged valid becomes part of an account", e);
        }
    }

    /** Denmark has no trunk prefix: eight digits behind the country code are the number itself. Spares most of the parsing. */
    private static boolean isDanish(String number) {
        return number.length() == DENMARK.length() + DANISH_DIGITS
                && number.startsWith(DENMARK)
                && number.chars().skip(1).allMatch(character -> character >= '0' && character <= '9');
    }
}
