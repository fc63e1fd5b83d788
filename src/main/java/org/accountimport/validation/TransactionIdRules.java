package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.TransactionFields;

/**
 * Ids of transactions: rulebook section 5.6, S36 and S37.
 */
final class TransactionIdRules {

    private TransactionIdRules() {}

    static final Rule HAS_ONE = Rule.row(Section.LEDGERS, 36, "missing_transaction_id")
            .at(Scope.CURRENT_TRANSACTIONS, TransactionFields.TRANSACTION_ID)
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.TRANSACTION_ID)
            .when("not given", (transaction, facts) -> !transaction.given(TransactionFields.TRANSACTION_ID))
            .detail("A transaction needs an id");

    static final Rule EACH_ONCE = Rule.row(Section.LEDGERS, 37, "duplicate_transaction_ids")
            .at(Scope.CURRENT_TRANSACTIONS, TransactionFields.TRANSACTION_ID)
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.TRANSACTION_ID)
            .whenFound(
                    "the same id twice in the payload: both lists, all ledgers (current before historical within a ledger)")
            .search(Scope.ACCOUNT, (account, facts, report) -> {
                Duplicates ids = Duplicates.of(TransactionFields.TRANSACTION_ID, report);
                for (PayloadObject ledger : account.list(AccountFields.LEDGERS)) {
                    ids.among(ledger.list(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS));
                    ids.among(ledger.list(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS));
                }
            })
            .detail("{value} is used for two transactions");
}
