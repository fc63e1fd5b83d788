package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.ConsentFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.MetadataFields;

/**
 * Consents and what stands beside them: rulebook section 5.1, S28 to S31.
 */
final class ConsentRules {

    private ConsentRules() {}

    static final Rule METADATA_KEYS_ONCE = Rule.row(Section.CUSTOMERS, 28, "metadata_has_duplicate_keys")
            .at(Scope.METADATA, MetadataFields.KEY)
            .at(Scope.CUSTOMER_METADATA, MetadataFields.KEY)
            .whenFound("the same key twice in one list, case matters")
            .search(
                    Scope.ACCOUNT,
                    (account, facts, report) ->
                            Duplicates.of(MetadataFields.KEY, report).among(account.list(AccountFields.METADATA)))
            .search(
                    Scope.CUSTOMERS,
                    (customer, facts, report) ->
                            Duplicates.of(MetadataFields.KEY, report).among(customer.list(CustomerFields.METADATA)))
            .detail("{value} is used twice as a metadata key");

    static final Rule ONLY_WHEN_ENABLED = Rule.row(Section.CUSTOMERS, 29, "field_not_enabled")
            .at(Scope.ACCOUNT, AccountFields.CONSENTS)
            .at(Scope.CUSTOMERS, CustomerFields.CONSENTS)
            .when(
                    "given while setting `consents_enabled` is off",
                    (object, field, facts) -> !facts.settings().consentsEnabled() && object.given(field))
            .detail("Consents are switched off for this supplier");

    static final Rule NOT_WITH_PREFERENCES = Rule.row(Section.CUSTOMERS, 30, "fields_are_mutually_exclusive")
            .at(Scope.CUSTOMERS, CustomerFields.CONSENTS)
            .reads(CustomerFields.CUSTOMER_PREFERENCES)
            .when(
                    "the customer has both `customer_preferences` and `consents`",
                    (customer, facts) -> customer.given(CustomerFields.CONSENTS)
                            && customer.given(CustomerFields.CUSTOMER_PREFERENCES))
            .detail("Send customer_preferences or consents, not both");

    static final Rule EACH_TYPE_ONCE = Rule.row(Section.CUSTOMERS, 31, "children_with_duplicate_values")
            .at(Scope.CONSENTS, ConsentFields.TYPE)
            .at(Scope.CUSTOMER_CONSENTS, ConsentFields.TYPE)
            .whenFound("the same type twice in one list")
            .search(
                    Scope.ACCOUNT,
                    (account, facts, report) ->
                            Duplicates.of(ConsentFields.TYPE, report).among(account.list(AccountFields.CONSENTS)))
            .search(
                    Scope.CUSTOMERS,
                    (customer, facts, report) ->
                            Duplicates.of(ConsentFields.TYPE, report).among(customer.list(CustomerFields.CONSENTS)))
            .detail("{value} occurs more than once");
}
