package org.accountimport.validation;

import java.time.LocalDate;
import java.util.Objects;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.PayloadList;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.TransactionFields;
import org.jspecify.annotations.Nullable;

/**
 * On which side of a statement a transaction stands: rulebook section 5.6, S41 and S45 to S48.
 */
final class TransactionDateRules {

    private TransactionDateRules() {}

    static final Rule NOT_IN_THE_FUTURE = Rule.row(Section.LEDGERS, 41, "transaction_in_future")
            .at(Scope.CURRENT_TRANSACTIONS, TransactionFields.TRANSACTION_DATE)
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.TRANSACTION_DATE)
            .when(
                    "in the future",
                    (transaction, facts) -> facts.isFuture(transaction.get(TransactionFields.TRANSACTION_DATE)))
            .detail("{value} lies in the future");

    static final Rule HISTORICAL_UP_TO_THE_CLOSING_DATE = Rule.row(
                    Section.LEDGERS, 45, "historical_statement_transaction_after_last_statement_closing_date")
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.TRANSACTION_DATE)
            .when("a historical date is after the closing date; equal is fine", (transaction, facts) -> {
                LocalDate date = transaction.get(TransactionFields.TRANSACTION_DATE);
                LocalDate closed = facts.closingDate(ledgerOf(transaction));
                return date != null && closed != null && date.isAfter(closed);
            })
            .detail("Dated after the statement was closed");

    static final Rule CURRENT_AFTER_THE_CLOSING_DATE = Rule.row(
                    Section.LEDGERS, 46, "current_statement_transaction_before_last_statement_closing_date")
            .at(Scope.CURRENT_TRANSACTIONS, TransactionFields.TRANSACTION_DATE)
            .reads(LedgerFields.LAST_STATEMENT_CLOSING_DATE)
            .when(
                    "a current date is on or before the ledger's own `last_statement_closing_date`",
                    (transaction, facts) -> {
                        LocalDate date = transaction.get(TransactionFields.TRANSACTION_DATE);
                        LocalDate closed = ledgerOf(transaction).get(LedgerFields.LAST_STATEMENT_CLOSING_DATE);
                        return date != null && closed != null && !date.isAfter(closed);
                    })
            .detail("Dated before the open statement");

    static final Rule CURRENT_SINCE_THE_LAST_BILL = Rule.row(
                    Section.LEDGERS, 47, "current_statement_transaction_before_last_billed_to_date")
            .at(Scope.CURRENT_TRANSACTIONS, TransactionFields.TRANSACTION_DATE)
            .reads(AccountFields.LAST_BILLED_TO_DATE)
            .when("a current date is before `last_billed_to_date`; equal is fine", (transaction, facts) -> {
                LocalDate date = transaction.get(TransactionFields.TRANSACTION_DATE);
                LocalDate billedTo = facts.account().get(AccountFields.LAST_BILLED_TO_DATE);
                return date != null && billedTo != null && date.isBefore(billedTo);
            })
            .detail("Dated before the last billed day");

    static final Rule HISTORICAL_UP_TO_THE_FIRST_CURRENT = Rule.row(
                    Section.LEDGERS, 48, "historical_statement_transaction_after_current_statement_transaction")
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.TRANSACTION_DATE)
            .whenFound("it is after the earliest current date of the same ledger; equal is fine")
            .search(Scope.LEDGERS, (ledger, facts, report) -> {
                LocalDate earliest = earliest(ledger.list(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS));
                if (earliest == null) {
                    return;
                }
                for (PayloadObject transaction : ledger.list(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS)) {
                    LocalDate date = transaction.get(TransactionFields.TRANSACTION_DATE);
                    if (date != null && date.isAfter(earliest)) {
                        report.at(transaction, TransactionFields.TRANSACTION_DATE);
                    }
                }
            })
            .detail("Dated after a transaction of the open statement");

    private static PayloadObject ledgerOf(PayloadObject transaction) {
        return Objects.requireNonNull(transaction.parent(), "A transaction stands in a ledger");
    }

    /** Null when there is none, or any of them failed. */
    private static @Nullable LocalDate earliest(PayloadList<PayloadObject> transactions) {
        if (transactions.anyFailed()) {
            return null;
        }
        LocalDate earliest = null;
        for (PayloadObject transaction : transactions) {
            LocalDate date = transaction.get(TransactionFields.TRANSACTION_DATE);
            if (date == null) {
                return null;
            }
            if (earliest == null || date.isBefore(earliest)) {
                earliest = date;
            }
        }
        return earliest;
    }
}
