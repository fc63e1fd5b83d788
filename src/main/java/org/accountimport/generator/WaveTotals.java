package org.accountimport.generator;

import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Counts a wave as it is written. The control totals are those of the right accounts alone: what an import of the wave
 * must have created, in kroner, credit positive.
 */
final class WaveTotals {

    private long accounts;
    private long wrongAccounts;
    private final SortedMap<String, Long> violations = new TreeMap<>();
    private final SortedMap<String, Long> accountsByFirstCode = new TreeMap<>();

    private long customers;
    private long ledgers;
    private long statements;
    private long notes;
    private long references;
    private long supplyAddresses;
    private BigDecimal transferBalance = BigDecimal.ZERO;
    private final SortedMap<String, BigDecimal> ledgerBalances = new TreeMap<>();
    private final SortedMap<String, Long> transactions = new TreeMap<>();
    private final SortedMap<String, BigDecimal> amounts = new TreeMap<>();

    /**
     * Control totals as the manifest shows them.
     *
     * @param transactions number of transactions by type
     * @param amounts sums of their amounts by type, without sign
     * @param signedAmounts payments and credits minus repayments and charges
     */
    record ControlTotals(
            long accounts,
            long customers,
            long ledgers,
            long statements,
            long notes,
            long references,
            long supplyAddresses,
            SortedMap<String, Long> transactions,
            SortedMap<String, BigDecimal> amounts,
            BigDecimal signedAmounts,
            SortedMap<String, BigDecimal> ledgerBalances,
            BigDecimal transferBalance) {}

    void add(GeneratedAccount account) {
        accounts++;
        if (account.violations().isEmpty()) {
            addRight(account.content());
            return;
        }
        wrongAccounts++;
        account.violations().forEach(violation -> violations.merge(violation.code(), 1L, Long::sum));
        accountsByFirstCode.merge(account.violations().get(0).code(), 1L, Long::sum);
    }

    WaveSummary summary(long rejectedLines) {
        return new WaveSummary(
                accounts + rejectedLines, accounts, wrongAccounts, rejectedLines, violations, accountsByFirstCode);
    }

    ControlTotals controlTotals() {
        BigDecimal signed = amount("PAYMENT")
                .add(amount("CREDIT"))
                .subtract(amount("REPAYMENT"))
                .subtract(amount("CHARGE"));
        return new ControlTotals(
                accounts - wrongAccounts,
                customers,
                ledgers,
                statements,
                notes,
                references,
                supplyAddresses,
                transactions,
                amounts,
                signed,
                ledgerBalances,
                transferBalance);
    }

    private BigDecimal amount(String type) {
        return amounts.getOrDefault(type, BigDecimal.ZERO);
    }

    private void addRight(JsonNode account) {
        customers += account.path("customers").size();
        statements += account.path("statements").size();
        notes += account.path("notes").size();
        references += account.path("references").size();
        supplyAddresses += account.path("supply_addresses").size();
        if (account.has("transfer_balance")) {
            transferBalance = transferBalance.add(decimal(account.path("transfer_balance")));
        }
        for (JsonNode ledger : account.path("ledgers")) {
            ledgers++;
            ledgerBalances.merge(
                    ledger.path("ledger_code").asString(), decimal(ledger.path("ledger_balance")), BigDecimal::add);
            ledger.path("current_statement_transactions").forEach(this::addTransaction);
            ledger.path("historical_statement_transactions").forEach(this::addTransaction);
        }
    }

    private void addTransaction(JsonNode transaction) {
        String type = transaction.path("type").asString();
        transactions.merge(type, 1L, Long::sum);
        amounts.merge(type, decimal(transaction.path("amount")), BigDecimal::add);
    }

    private static BigDecimal decimal(JsonNode amount) {
        return amount.isString() ? new BigDecimal(amount.asString()) : amount.decimalValue();
    }
}
