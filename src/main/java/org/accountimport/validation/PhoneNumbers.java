package org.accountimport.validation;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** Asks libphonenumber. */
final class PhoneNumbers {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private PhoneNumbers() {}

    /** Whether libphonenumber can parse the number and calls it valid. */
    static boolean isValid(String number, String defaultRegion) {
        try {
            return LIBRARY.isValidNumber(LIBRARY.parse(number, defaultRegion));
        } catch (NumberParseException notANumber) {
            return false;
        }
    }
}
