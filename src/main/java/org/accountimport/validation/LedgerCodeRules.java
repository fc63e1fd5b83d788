package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.LedgerFields;

/**
 * Ledgers as such: rulebook section 5.6, S38 to S40.
 */
final class LedgerCodeRules {

    private LedgerCodeRules() {}

    static final Rule EXISTS = Rule.row(Section.LEDGERS, 38, "ledger_code_does_not_exist")
            .at(Scope.LEDGERS, LedgerFields.LEDGER_CODE)
            .when("not in setting `ledger_codes`", (ledger, facts) -> {
                String code = ledger.get(LedgerFields.LEDGER_CODE);
                return code != null && !facts.settings().ledgerCodes().contains(code);
            })
            .detail("There is no ledger type {value}");

    static final Rule EACH_ONCE = Rule.row(Section.LEDGERS, 39, "duplicate_ledger_entries_found")
            .at(Scope.LEDGERS, LedgerFields.LEDGER_CODE)
            .whenFound("the same code twice")
            .search(
                    Scope.ACCOUNT,
                    (account, facts, report) ->
                            Duplicates.of(LedgerFields.LEDGER_CODE, report).among(account.list(AccountFields.LEDGERS)))
            .detail("{value} occurs in two ledgers");

    static final Rule NOTHING_OPEN_WHEN_NEVER_BILLED = Rule.row(
                    Section.LEDGERS, 40, "unbillable_ledger_transactions_in_current_statement_transactions")
            .at(Scope.LEDGERS, LedgerFields.CURRENT_STATEMENT_TRANSACTIONS)
            .reads(LedgerFields.LEDGER_CODE)
            .when("the code is in setting `unbillable_ledger_codes` and current is not empty", (ledger, facts) -> {
                String code = ledger.get(LedgerFields.LEDGER_CODE);
                return code != null
                        && facts.settings().unbillableLedgerCodes().contains(code)
                        && ledger.given(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS);
            })
            .detail("This ledger is never billed, use the historical list");
}
