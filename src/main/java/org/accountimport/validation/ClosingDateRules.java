package org.accountimport.validation;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.accountimport.payload.LedgerFields;

/**
 * When a ledger's last statement was closed: rulebook section 5.6, S42 to S44 and S49.
 */
final class ClosingDateRules {

    private ClosingDateRules() {}

    static final Rule FOR_HISTORICAL_TRANSACTIONS = Rule.row(
                    Section.LEDGERS,
                    42,
                    "historical_statement_transactions_without_last_statement_closing_date_or_last_billed_to_date")
            .at(Scope.LEDGERS, LedgerFields.LAST_STATEMENT_CLOSING_DATE)
            .reads(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS)
            .when(
                    "historical is not empty and the ledger has no closing date",
                    (ledger, facts) -> ledger.given(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS)
                            && facts.hasNoClosingDate(ledger))
            .detail("Historical transactions need a closing date");

    static final Rule FOR_A_STATEMENT_BALANCE = Rule.row(
                    Section.LEDGERS, 43, "historical_statement_without_last_statement_closing_date")
            .at(Scope.LEDGERS, LedgerFields.LAST_STATEMENT_CLOSING_DATE)
            .reads(LedgerFields.LAST_STATEMENT_BALANCE, LedgerFields.CURRENT_STATEMENT_TRANSACTIONS)
            .when(
                    "`last_statement_balance` is given and not zero, current is not empty, and the ledger has no closing date",
                    (ledger, facts) -> {
                        BigDecimal balance = ledger.get(LedgerFields.LAST_STATEMENT_BALANCE);
                        return balance != null
                                && balance.signum() != 0
                                && ledger.given(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS)
                                && facts.hasNoClosingDate(ledger);
                    })
            .detail("A statement balance needs a closing date");

    static final Rule NOT_IN_THE_FUTURE = Rule.row(Section.LEDGERS, 44, "historical_statement_period_end_in_future")
            .at(Scope.LEDGERS, LedgerFields.LAST_STATEMENT_CLOSING_DATE)
            .when(
                    "its own value is in the future (late transactions: S41)",
                    (ledger, facts) -> facts.isFuture(ledger.get(LedgerFields.LAST_STATEMENT_CLOSING_DATE)))
            .detail("{value} lies in the future");

    static final Rule NOT_AFTER_THE_ISSUE = Rule.row(Section.LEDGERS, 49, "last_statement_issued_before_closing_date")
            .at(Scope.LEDGERS, LedgerFields.LAST_STATEMENT_ISSUE_DATE)
            .when("given and before the closing date; equal is fine", (ledger, facts) -> {
                LocalDate issued = ledger.get(LedgerFields.LAST_STATEMENT_ISSUE_DATE);
                LocalDate closed = facts.closingDate(ledger);
                return issued != null && closed != null && issued.isBefore(closed);
            })
            .detail("Issued before it was closed");
}
