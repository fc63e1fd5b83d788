package org.accountimport.validation;

import java.util.List;

/** All semantic rules, in the order of the rulebook's tables. S75 is the processing endpoint's and not among them. */
final class Rules {

    static final List<Rule> ALL = List.of(
            // 5.1 Customers, contact data, consents
            PhoneRules.IS_A_PHONE_NUMBER,
            EmailRules.NO_TEST_ADDRESS,
            EmailRules.NOT_THE_SUPPLIERS_OWN,
            EmailRules.NO_PLACEHOLDER,
            CustomerPresenceRules.NONE_WITH_AN_UNKNOWN_OCCUPIER,
            CustomerNameRules.FAMILY_NAME,
            CustomerNameRules.GIVEN_NAME,
            CustomerNameRules.NOT_THE_OCCUPIER,
            CustomerNameRules.NO_CONTACT_DETAILS_OF_THE_OCCUPIER,
            CustomerPresenceRules.ONE_FOR_A_BUSINESS,
            CustomerPresenceRules.ONE_FOR_A_HOUSEHOLD,
            DateRules.NOT_IN_THE_FUTURE,
            DateRules.BORN_SINCE_1880,
            ConsentRules.METADATA_KEYS_ONCE,
            ConsentRules.ONLY_WHEN_ENABLED,
            ConsentRules.NOT_WITH_PREFERENCES,
            ConsentRules.EACH_TYPE_ONCE,
            // 5.2 Account
            AccountTypeRules.MANAGED_ONLY_WHEN_ALLOWED,
            AccountTypeRules.PORTFOLIO_LEAD_ONLINE,
            AccountTypeRules.PORTFOLIO_LEAD_WITHOUT_SUPPLY,
            AccountTypeRules.SYSTEM_WITHOUT_SUPPLY,
            AccountTypeRules.DOMESTIC_OPTIONS_ONLY_WHEN_ALLOWED,
            CompanyRules.NONE_FOR_A_HOUSEHOLD,
            CompanyRules.IS_A_CVR_NUMBER,
            OperationsTeamRules.NAMED,
            OperationsTeamRules.NOT_NAMED_WHEN_ALLOCATED,
            OperationsTeamRules.EXISTS,
            ReferenceRules.KNOWN_NAMESPACE,
            ReferenceRules.NOT_TAKEN,
            // 5.3 Addresses
            BillingAddressRules.ONE_STYLE,
            BillingAddressRules.ONE_AT_ALL,
            BillingAddressRules.ONE_FORM_OF_STREET_ADDRESS,
            PostcodeRules.FITS_THE_COUNTRY,
            BillingAddressRules.COMPLETE_IN_DENMARK,
            PostcodeRules.DELIVERY_POINT,
            BillingAddressRules.COMPLETE_AS_LEGACY,
            DateRules.ENDS_AFTER_IT_STARTS,
            SupplyAddressRules.HAS_A_LETTER,
            SupplyAddressRules.PROPERTY_ONCE,
            SupplyAddressRules.ADDRESS_ONCE,
            SupplyAddressRules.ONE_FOR_AN_UNKNOWN_OCCUPIER,
            SupplyAddressRules.BILLED_WHEN_LEFT,
            // 5.4 Billing options
            BillingOptionRules.INDUSTRY_WITHOUT_PERIOD,
            BillingOptionRules.PERIOD,
            BillingOptionRules.PERIOD_OF_A_BUSINESS,
            BillingOptionRules.START_MONTH,
            BillingOptionRules.NEXT_DUE_DATE,
            // 5.5 Notes, documents, statements
            NoteRules.SAYS_SOMETHING,
            DocumentPathRules.IS_PLAIN,
            NoteRules.UNPINNED_AFTER_IT_IS_WRITTEN,
            DocumentPathRules.EXISTS,
            StatementRules.HAS_ITS_FILE,
            StatementRules.EACH_ID_ONCE,
            // 5.6 Ledgers and transactions
            TransactionIdRules.HAS_ONE,
            TransactionIdRules.EACH_ONCE,
            LedgerCodeRules.EXISTS,
            LedgerCodeRules.EACH_ONCE,
            LedgerCodeRules.NOTHING_OPEN_WHEN_NEVER_BILLED,
            TransactionDateRules.NOT_IN_THE_FUTURE,
            ClosingDateRules.FOR_HISTORICAL_TRANSACTIONS,
            ClosingDateRules.FOR_A_STATEMENT_BALANCE,
            ClosingDateRules.NOT_IN_THE_FUTURE,
            TransactionDateRules.HISTORICAL_UP_TO_THE_CLOSING_DATE,
            TransactionDateRules.CURRENT_AFTER_THE_CLOSING_DATE,
            TransactionDateRules.CURRENT_SINCE_THE_LAST_BILL,
            TransactionDateRules.HISTORICAL_UP_TO_THE_FIRST_CURRENT,
            ClosingDateRules.NOT_AFTER_THE_ISSUE,
            BillingDocumentRules.NONE_ON_CURRENT,
            BillingDocumentRules.NONE_WHEN_SWITCHED_OFF,
            BillingDocumentRules.ONE_ON_HISTORICAL,
            BillingDocumentRules.THE_SAME_ON_ALL,
            BalanceRules.HISTORICAL_ADD_UP,
            BalanceRules.LEDGER_ADDS_UP,
            BalanceRules.LEDGERS_ADD_UP);

    private Rules() {}

    static void check(Facts facts, Report report) {
        for (Rule rule : ALL) {
            rule.check(facts.account(), facts, report);
        }
    }
}
