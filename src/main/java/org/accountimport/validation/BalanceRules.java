package org.accountimport.validation;

import java.math.BigDecimal;
import java.util.Objects;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.PayloadList;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.TransactionFields;
import org.jspecify.annotations.Nullable;

/**
 * Whether the balances add up, exactly: rulebook section 5.6, S67 to S69.
 *
 * A sum is not drawn when any number or type in it failed.
 */
final class BalanceRules {

    private BalanceRules() {}

    static final Rule HISTORICAL_ADD_UP = Rule.row(
                    Section.LEDGERS, 67, "historical_statement_transactions_balance_mismatch")
            .at(Scope.LEDGERS, LedgerFields.LAST_STATEMENT_BALANCE)
            .reads(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS)
            .when(
                    "historical is not empty and its signed amounts do not add up to `last_statement_balance` (absent = 0)",
                    (ledger, facts) -> ledger.given(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS)
                            && differs(historicalSum(ledger), statementBalance(ledger)))
            .fill("sum", (ledger, facts) -> text(historicalSum(ledger)))
            .detail("Historical transactions add up to {sum}, not {value}");

    static final Rule LEDGER_ADDS_UP = Rule.row(Section.LEDGERS, 68, "balance_mismatch_on_ledger_balance")
            .at(Scope.LEDGERS, LedgerFields.LEDGER_BALANCE)
            .reads(
                    LedgerFields.LAST_STATEMENT_BALANCE,
                    LedgerFields.CURRENT_STATEMENT_TRANSACTIONS,
                    LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS)
            .when(
                    "`last_statement_balance` is given or either list is not empty, and `last_statement_balance` (absent = 0)"
                            + " plus the signed amounts of current is not `ledger_balance`",
                    (ledger, facts) -> (ledger.given(LedgerFields.LAST_STATEMENT_BALANCE)
                                    || ledger.given(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS)
                                    || ledger.given(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS))
                            && differs(openSum(ledger), ledger.get(LedgerFields.LEDGER_BALANCE)))
            .fill("sum", (ledger, facts) -> text(openSum(ledger)))
            .detail("Statement and open transactions add up to {sum}, not {value}");

    static final Rule LEDGERS_ADD_UP = Rule.row(Section.LEDGERS, 69, "ledger_balances_not_equal_to_transfer_balance")
            .at(Scope.ACCOUNT, AccountFields.TRANSFER_BALANCE)
            .reads(AccountFields.LEDGERS)
            .when(
                    "at least one ledger, `transfer_balance` is given, and the `ledger_balance` values do not add up to it",
                    (account, facts) -> account.given(AccountFields.LEDGERS)
                            && differs(ledgerSum(account), account.get(AccountFields.TRANSFER_BALANCE)))
            .fill("sum", (account, facts) -> text(ledgerSum(account)))
            .detail("Ledgers add up to {sum}, not {value}");

    private static boolean differs(@Nullable BigDecimal sum, @Nullable BigDecimal balance) {
        return sum != null && balance != null && sum.compareTo(balance) != 0;
    }

    private static BigDecimal statementBalance(PayloadObject ledger) {
        return Objects.requireNonNullElse(ledger.get(LedgerFields.LAST_STATEMENT_BALANCE), BigDecimal.ZERO);
    }

    private static @Nullable BigDecimal historicalSum(PayloadObject ledger) {
        return signedSum(ledger.list(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS));
    }

    private static @Nullable BigDecimal openSum(PayloadObject ledger) {
        BigDecimal open = signedSum(ledger.list(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS));
        return open == null ? null : open.add(statementBalance(ledger));
    }

    /** Payments and credits counted up, repayments and charges down; null when any number or type in it failed. */
    private static @Nullable BigDecimal signedSum(PayloadList<PayloadObject> transactions) {
        if (transactions.anyFailed()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (PayloadObject transaction : transactions) {
            BigDecimal amount = transaction.get(TransactionFields.AMOUNT);
            String type = transaction.get(TransactionFields.TYPE);
            if (amount == null || type == null) {
                return null;
            }
            boolean up = type.equals("PAYMENT") || type.equals("CREDIT");
            sum = up ? sum.add(amount) : sum.subtract(amount);
        }
        return sum;
    }

    /** Null when the balance of any ledger failed. */
    private static @Nullable BigDecimal ledgerSum(PayloadObject account) {
        PayloadList<PayloadObject> ledgers = account.list(AccountFields.LEDGERS);
        if (ledgers.anyFailed()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (PayloadObject ledger : ledgers) {
            BigDecimal balance = ledger.get(LedgerFields.LEDGER_BALANCE);
            if (balance == null) {
                return null;
            }
            sum = sum.add(balance);
        }
        return sum;
    }

    private static String text(@Nullable BigDecimal sum) {
        return sum == null ? "" : Details.plain(sum);
    }
}
