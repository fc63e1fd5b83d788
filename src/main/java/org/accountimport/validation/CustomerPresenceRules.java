package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;

/**
 * Whether there must be a customer, or must not: rulebook section 5.1, S19, S24, S25.
 */
final class CustomerPresenceRules {

    private CustomerPresenceRules() {}

    static final Rule NONE_WITH_AN_UNKNOWN_OCCUPIER = Rule.row(Section.CUSTOMERS, 19, "customer_with_unknown_occupier")
            .at(Scope.ACCOUNT, AccountFields.CUSTOMERS)
            .reads(Facts.OCCUPIER_ACCOUNT)
            .when(
                    "an occupier account has at least one customer",
                    (account, facts) -> facts.isOccupierAccount() && account.given(AccountFields.CUSTOMERS))
            .detail("An account of an unknown occupier cannot have customers");

    static final Rule ONE_FOR_A_BUSINESS = Rule.row(Section.CUSTOMERS, 24, "business_account_missing_customers")
            .at(Scope.ACCOUNT, AccountFields.CUSTOMERS)
            .reads(Facts.OCCUPIER_ACCOUNT)
            .when(
                    "account_type `BUSINESS` or `BUSINESS_THIRD_PARTY_BILLED`, not an occupier account, no customer",
                    (account, facts) ->
                            isOneOf(facts, "BUSINESS", "BUSINESS_THIRD_PARTY_BILLED") && lacksCustomers(account, facts))
            .detail("A business account needs a customer");

    static final Rule ONE_FOR_A_HOUSEHOLD = Rule.row(Section.CUSTOMERS, 25, "domestic_account_missing_customers")
            .ours()
            .at(Scope.ACCOUNT, AccountFields.CUSTOMERS)
            .reads(Facts.OCCUPIER_ACCOUNT)
            .when(
                    "account_type `DOMESTIC` or `DOMESTIC_THIRD_PARTY_BILLED`, not an occupier account, no customer",
                    (account, facts) ->
                            isOneOf(facts, "DOMESTIC", "DOMESTIC_THIRD_PARTY_BILLED") && lacksCustomers(account, facts))
            .detail("A domestic account needs a customer or an unknown occupier");

    private static boolean isOneOf(Facts facts, String type, String otherType) {
        return facts.isAccountType(type) || facts.isAccountType(otherType);
    }

    private static boolean lacksCustomers(PayloadObject account, Facts facts) {
        return !facts.isOccupierAccount() && !account.given(AccountFields.CUSTOMERS);
    }
}
