package org.accountimport.validation;

import org.accountimport.payload.AlternativePhoneNumberFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadObject;

/**
 * Phone numbers: rulebook section 5.1, S01.
 */
final class PhoneRules {

    private PhoneRules() {}

    static final Rule IS_A_PHONE_NUMBER = Rule.row(Section.CUSTOMERS, 1, "invalid_phone_number")
            .at(Scope.CUSTOMERS, CustomerFields.MOBILE, CustomerFields.LANDLINE)
            .at(Scope.ALTERNATIVE_PHONE_NUMBERS, AlternativePhoneNumberFields.PHONE_NUMBER)
            .when(
                    "given, and libphonenumber, default region = setting `default_phone_region`, cannot parse it or calls it"
                            + " not valid. Any country is fine; mobile and landline are not told apart",
                    PhoneRules::isNotAPhoneNumber)
            .detail("{value} is not a valid phone number");

    private static boolean isNotAPhoneNumber(PayloadObject object, Field<?> field, Facts facts) {
        return object.given(field)
                && object.get(field) instanceof String number
                && !PhoneNumbers.isValid(number, facts.settings().defaultPhoneRegion());
    }
}
