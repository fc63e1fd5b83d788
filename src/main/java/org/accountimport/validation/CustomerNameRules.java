package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.AlternativePhoneNumberFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.PayloadObject;

/**
 * What customers are called: rulebook section 5.1, S20 to S23.
 */
final class CustomerNameRules {

    private CustomerNameRules() {}

    private static final String THE_OCCUPIER = "the occupier";

    static final Rule FAMILY_NAME = Rule.row(Section.CUSTOMERS, 20, "customer_family_name_required")
            .at(Scope.CUSTOMERS, CustomerFields.FAMILY_NAME)
            .reads(AccountFields.ACCOUNT_TYPE)
            .when(
                    "domestic account, `family_name` not given (business: see section 7)",
                    (customer, facts) -> facts.isDomestic() && !customer.given(CustomerFields.FAMILY_NAME))
            .detail("Customers of a domestic account need a family name");

    static final Rule GIVEN_NAME = Rule.row(Section.CUSTOMERS, 21, "customer_given_name_required")
            .at(Scope.CUSTOMERS, CustomerFields.GIVEN_NAME)
            .reads(AccountFields.ACCOUNT_TYPE)
            .when(
                    "business account, setting `send_registration_flows` on, `given_name` not given",
                    (customer, facts) -> facts.isBusiness()
                            && facts.settings().sendRegistrationFlows()
                            && !customer.given(CustomerFields.GIVEN_NAME))
            .detail("Customers of a business account need a given name");

    static final Rule NOT_THE_OCCUPIER = Rule.row(Section.CUSTOMERS, 22, "customer_may_not_be_named_the_occupier")
            .at(Scope.CUSTOMERS, CustomerFields.FAMILY_NAME)
            .reads(CustomerFields.GIVEN_NAME)
            .when(
                    "given and family name, joined by a space, white space collapsed, case ignored, read \"the occupier\"",
                    (customer, facts) -> isNamedTheOccupier(customer))
            .detail("Use unknown_occupier instead of a customer called The Occupier");

    static final Rule NO_CONTACT_DETAILS_OF_THE_OCCUPIER = Rule.row(
                    Section.CUSTOMERS, 23, "contact_details_for_occupier")
            .atNonFieldErrors(Scope.CUSTOMERS)
            .reads(
                    CustomerFields.GIVEN_NAME,
                    CustomerFields.FAMILY_NAME,
                    CustomerFields.EMAIL,
                    CustomerFields.MOBILE,
                    CustomerFields.LANDLINE,
                    CustomerFields.CONTACT_EMAILS,
                    CustomerFields.ALTERNATIVE_PHONE_NUMBERS)
            .when(
                    "a customer named as in S22 has a given `email`, `mobile`, `landline`, a contact e-mail or an"
                            + " alternative phone number",
                    (customer, facts) -> isNamedTheOccupier(customer) && hasContactDetails(customer))
            .detail("An unknown occupier cannot have contact details");

    private static boolean isNamedTheOccupier(PayloadObject customer) {
        String given = customer.get(CustomerFields.GIVEN_NAME);
        String family = customer.get(CustomerFields.FAMILY_NAME);
        return given != null
                && family != null
                && beginsWithT(given.isEmpty() ? family : given)
                && Fold.of(given + " " + family).equals(THE_OCCUPIER);
    }

    /** Spares nearly all names the folding. */
    private static boolean beginsWithT(String name) {
        return !name.isEmpty() && (name.charAt(0) == 't' || name.charAt(0) == 'T');
    }

    private static boolean hasContactDetails(PayloadObject customer) {
        return customer.given(CustomerFields.EMAIL)
                || customer.given(CustomerFields.MOBILE)
                || customer.given(CustomerFields.LANDLINE)
                || !customer.list(CustomerFields.CONTACT_EMAILS).isEmpty()
                || customer.list(CustomerFields.ALTERNATIVE_PHONE_NUMBERS).stream()
                        .anyMatch(phone -> phone.given(AlternativePhoneNumberFields.PHONE_NUMBER));
    }
}
