package org.accountimport.validation;

import org.accountimport.payload.AccountFields;

/**
 * What an account of some type may and may not have: rulebook section 5.2, S05 to S09.
 */
final class AccountTypeRules {

    private AccountTypeRules() {}

    static final Rule MANAGED_ONLY_WHEN_ALLOWED = Rule.row(Section.ACCOUNT, 5, "managed_accounts_are_not_allowed")
            .at(Scope.ACCOUNT, AccountFields.ACCOUNT_TYPE)
            .when(
                    "`MANAGED` while setting `allow_managed_accounts` is off",
                    (account, facts) ->
                            facts.isAccountType("MANAGED") && !facts.settings().allowManagedAccounts())
            .detail("Managed accounts are switched off for this supplier");

    static final Rule PORTFOLIO_LEAD_ONLINE = Rule.row(
                    Section.ACCOUNT, 6, "invalid_portfolio_lead_communication_preference")
            .at(Scope.ACCOUNT, AccountFields.COMMUNICATION_PREFERENCE)
            .reads(AccountFields.ACCOUNT_TYPE)
            .when(
                    "`PORTFOLIO_LEAD` with a preference other than `ONLINE`",
                    (account, facts) -> facts.isAccountType("PORTFOLIO_LEAD")
                            && !"ONLINE".equals(account.get(AccountFields.COMMUNICATION_PREFERENCE)))
            .detail("A portfolio lead is served online");

    static final Rule PORTFOLIO_LEAD_WITHOUT_SUPPLY = Rule.row(
                    Section.ACCOUNT, 7, "portfolio_lead_has_a_supply_address")
            .at(Scope.ACCOUNT, AccountFields.SUPPLY_ADDRESSES)
            .reads(AccountFields.ACCOUNT_TYPE)
            .when(
                    "`PORTFOLIO_LEAD` with a supply address",
                    (account, facts) ->
                            facts.isAccountType("PORTFOLIO_LEAD") && account.given(AccountFields.SUPPLY_ADDRESSES))
            .detail("A portfolio lead is not supplied itself");

    static final Rule SYSTEM_WITHOUT_SUPPLY = Rule.row(Section.ACCOUNT, 8, "system_account_has_a_supply_address")
            .at(Scope.ACCOUNT, AccountFields.SUPPLY_ADDRESSES)
            .reads(AccountFields.ACCOUNT_TYPE)
            .when(
                    "`SYSTEM` with a supply address",
                    (account, facts) -> facts.isAccountType("SYSTEM") && account.given(AccountFields.SUPPLY_ADDRESSES))
            .detail("System accounts are not supplied anywhere");

    static final Rule DOMESTIC_OPTIONS_ONLY_WHEN_ALLOWED = Rule.row(
                    Section.ACCOUNT, 9, "account_billing_options_provided_for_domestic_accounts")
            .at(Scope.ACCOUNT, AccountFields.ACCOUNT_BILLING_OPTIONS)
            .reads(AccountFields.ACCOUNT_TYPE)
            .when(
                    "domestic account with `account_billing_options` while setting `allow_domestic_billing_options` is off",
                    (account, facts) -> facts.isDomestic()
                            && !facts.settings().allowDomesticBillingOptions()
                            && account.given(AccountFields.ACCOUNT_BILLING_OPTIONS))
            .detail("Billing options are for business accounts");
}
