package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.BillingAddressFields;

/**
 * Where bills go: rulebook section 5.3, S12 to S14, S16, S18.
 */
final class BillingAddressRules {

    private BillingAddressRules() {}

    static final Rule ONE_STYLE = Rule.row(Section.ADDRESSES, 12, "billing_address_new_style_and_legacy")
            .at(Scope.ACCOUNT, AccountFields.BILLING_ADDRESS)
            .reads(Facts.LEGACY_ADDRESS)
            .when(
                    "`billing_address` is given and a legacy address too",
                    (account, facts) -> account.given(AccountFields.BILLING_ADDRESS) && facts.hasLegacyAddress())
            .detail("Send billing_address or the legacy fields, not both");

    static final Rule ONE_AT_ALL = Rule.row(Section.ADDRESSES, 13, "billing_address_not_provided")
            .at(Scope.ACCOUNT, AccountFields.BILLING_ADDRESS)
            .reads(Facts.LEGACY_ADDRESS)
            .reads(Facts.OCCUPIER_ACCOUNT)
            .when(
                    "neither is given and it is not an occupier account",
                    (account, facts) -> !account.given(AccountFields.BILLING_ADDRESS)
                            && !facts.hasLegacyAddress()
                            && !facts.isOccupierAccount())
            .detail("A billing address is needed");

    static final Rule ONE_FORM_OF_STREET_ADDRESS = Rule.row(Section.ADDRESSES, 14, "invalid_address")
            .atItself(Scope.BILLING_ADDRESS)
            .reads(BillingAddressFields.STREET_ADDRESS, BillingAddressFields.STRUCTURED_STREET_ADDRESS)
            .when(
                    "`street_address` and `structured_street_address` are both given, or neither is",
                    (address, facts) -> address.given(BillingAddressFields.STREET_ADDRESS)
                            == address.given(BillingAddressFields.STRUCTURED_STREET_ADDRESS))
            .detail("Send exactly one form of the street address");

    static final Rule COMPLETE_IN_DENMARK = Rule.row(Section.ADDRESSES, 16, "invalid_address")
            .at(Scope.BILLING_ADDRESS, BillingAddressFields.LOCALITY, BillingAddressFields.POSTAL_CODE)
            .reads(BillingAddressFields.COUNTRY)
            .when(
                    "`country` is DK and the field is not given",
                    (address, field, facts) ->
                            "DK".equals(address.get(BillingAddressFields.COUNTRY)) && !address.given(field))
            .detail("A Danish address needs this");

    static final Rule COMPLETE_AS_LEGACY = Rule.row(Section.ADDRESSES, 18, "invalid_address")
            .at(Scope.ACCOUNT, AccountFields.BILLING_ADDRESS1, AccountFields.BILLING_POSTCODE)
            .reads(Facts.LEGACY_ADDRESS)
            .reads(AccountFields.BILLING_ADDRESS)
            .when(
                    "a legacy address is given, `billing_address` is not, and the field is not given",
                    (account, field, facts) -> facts.hasLegacyAddress()
                            && !account.given(AccountFields.BILLING_ADDRESS)
                            && !account.given(field))
            .detail("A legacy address needs this");
}
