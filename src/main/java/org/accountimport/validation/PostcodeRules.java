package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.BillingAddressFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.SupplyAddressFields;

/**
 * Postcodes and delivery points: rulebook section 5.3, S15 and S17.
 */
final class PostcodeRules {

    private PostcodeRules() {}

    static final Rule FITS_THE_COUNTRY = Rule.row(Section.ADDRESSES, 15, "invalid_postcode")
            .at(Scope.BILLING_ADDRESS, BillingAddressFields.POSTAL_CODE)
            .at(Scope.ACCOUNT, AccountFields.BILLING_POSTCODE)
            .at(Scope.SUPPLY_ADDRESSES, SupplyAddressFields.SUPPLY_POSTCODE)
            .reads(BillingAddressFields.COUNTRY)
            .when(
                    "given and wrong for the country (5.3.1): the address's own `country`, else setting `default_country`",
                    (object, field, facts) -> object.given(field)
                            && object.get(field) instanceof String postcode
                            && !Postcodes.isValid(postcode, country(object, facts)))
            .fill("country", PostcodeRules::country)
            .detail("{value} is not a postcode of {country}");

    static final Rule DELIVERY_POINT = Rule.row(Section.ADDRESSES, 17, "invalid_delivery_point_identifier")
            .at(Scope.BILLING_ADDRESS, BillingAddressFields.DELIVERY_POINT_IDENTIFIER)
            .at(Scope.ACCOUNT, AccountFields.BILLING_DELIVERY_POINT_IDENTIFIER)
            .at(Scope.SUPPLY_ADDRESSES, SupplyAddressFields.SUPPLY_DELIVERY_POINT_IDENTIFIER)
            .when(
                    "contains anything but `A`-`Z` and `0`-`9`",
                    (object, field, facts) ->
                            object.get(field) instanceof String identifier && !isCapitalsAndDigits(identifier))
            .detail("{value} may hold capital letters and digits only");

    private static String country(PayloadObject object, Facts facts) {
        String own = object.shape() == BillingAddressFields.SHAPE ? object.get(BillingAddressFields.COUNTRY) : null;
        return own == null ? facts.settings().defaultCountry() : own;
    }

    private static boolean isCapitalsAndDigits(String identifier) {
        for (int i = 0; i < identifier.length(); i++) {
            char c = identifier.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}
