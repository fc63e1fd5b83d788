package org.accountimport.generator;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code ledgers} and {@code transfer_balance}: one to three ledgers whose sums add up to the øre and whose
 * dates follow each other, historical transactions up to the closing date and open ones after it. Source: rulebook,
 * 4.11, 4.12 and 5.6.
 */
final class LedgerPart {

    private static final int MOST_TRANSACTIONS = 10;

    private final AccountFacts facts;
    private final SeededRandom random;
    private final Money money;
    private final TransactionPart transactions;

    private LedgerPart(AccountFacts facts, SeededRandom random) {
        this.facts = facts;
        this.random = random;
        this.money = new Money(random.percent(4));
        this.transactions = new TransactionPart(facts, money, random);
    }

    static void write(ObjectNode account, AccountFacts facts, SeededRandom random) {
        new LedgerPart(facts, random).write(account);
    }

    private void write(ObjectNode account) {
        int share = random.below(100);
        int count = share < 62 ? 1 : share < 92 ? 2 : 3;
        ArrayNode ledgers = account.putArray("ledgers");
        long transferBalance = 0;
        for (int i = 0; i < count; i++) {
            transferBalance += writeLedger(ledgers.addObject(), code(i));
        }
        if (random.percent(88)) {
            account.set("transfer_balance", money.of(transferBalance));
        }
    }

    private String code(int position) {
        return switch (position) {
            case 0 -> SupplierConventions.ELECTRICITY_LEDGER;
            case 1 -> random.percent(70) ? SupplierConventions.GAS_LEDGER : SupplierConventions.SERVICES_LEDGER;
            default -> SupplierConventions.ARCHIVE_LEDGER;
        };
    }

    /** Writes one ledger and returns its balance in øre. */
    private long writeLedger(ObjectNode ledger, String code) {
        ledger.put("ledger_code", code);
        boolean unbillable = code.equals(SupplierConventions.ARCHIVE_LEDGER);
        LocalDate ownClosing = ownClosingDate();
        LocalDate closing = ownClosing != null ? ownClosing : facts.billedTo();
        int total = random.percent(12) ? 0 : random.between(1, random.between(2, MOST_TRANSACTIONS));
        int open = unbillable ? 0 : closing == null ? total : Math.min(total, random.below(6));
        int historical = closing == null ? 0 : total - open;

        ArrayNode openTransactions = ledger.arrayNode();
        ArrayNode historicalTransactions = ledger.arrayNode();
        long openSum = transactions.write(openTransactions, open, firstOpenDay(ownClosing), lastDay());
        long statementBalance = closing == null
                ? 0
                : transactions.writeHistorical(historicalTransactions, historical, closing.minusDays(420), closing);
        boolean carried = historical == 0 && closing != null && random.percent(40);
        if (carried) {
            statementBalance = random.between(-250_000, 100_000);
        }

        if (statementBalance != 0 || random.percent(50)) {
            ledger.set("last_statement_balance", money.of(statementBalance));
        }
        if (ownClosing != null) {
            ledger.put("last_statement_closing_date", ownClosing.toString());
            if (random.percent(25)) {
                ledger.put(
                        "last_statement_issue_date",
                        ownClosing.plusDays(random.below(5)).toString());
            }
        }
        ledger.set("ledger_balance", money.of(statementBalance + openSum));
        if (open > 0 || random.percent(70)) {
            ledger.set("current_statement_transactions", openTransactions);
        }
        if (historical > 0 || random.percent(70)) {
            ledger.set("historical_statement_transactions", historicalTransactions);
        }
        return statementBalance + openSum;
    }

    private @Nullable LocalDate ownClosingDate() {
        LocalDate billedTo = facts.billedTo();
        int way = random.below(100);
        if (billedTo == null) {
            return way < 92 ? facts.today().minusDays(random.between(AccountFacts.OPEN_DAYS_AT_LEAST, 60)) : null;
        }
        if (way < 55) {
            return billedTo;
        }
        return way < 82 ? billedTo.minusDays(random.between(3, 80)) : null;
    }

    private LocalDate firstOpenDay(@Nullable LocalDate ownClosing) {
        LocalDate billedTo = facts.billedTo();
        if (billedTo != null && (ownClosing == null || billedTo.isAfter(ownClosing))) {
            return random.percent(50) ? billedTo : billedTo.plusDays(1);
        }
        return ownClosing != null ? ownClosing.plusDays(1) : facts.today().minusDays(60);
    }

    private LocalDate lastDay() {
        return facts.today().minusDays(2);
    }
}
