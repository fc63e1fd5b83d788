package org.accountimport.generator;

import static org.accountimport.generator.Area.LEDGERS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Mistakes in ledgers as a whole. Rules S38 to S40, S42 to S44, S49, S67 to S69, and the structure of 4.11. */
final class LedgerMistakes {

    private static final String CODE = "ledger_code";
    private static final String CLOSING = "last_statement_closing_date";
    private static final String ISSUE = "last_statement_issue_date";
    private static final String STATEMENT_BALANCE = "last_statement_balance";
    private static final String BALANCE = "ledger_balance";
    private static final String TRANSFER_BALANCE = "transfer_balance";
    private static final String CURRENT = "current_statement_transactions";
    private static final String HISTORICAL = "historical_statement_transactions";

    static final List<Mistake> ALL = List.of(
            Mistake.of("ledger of another country", LEDGERS, "ledgers", spot -> {
                spot.place().set(CODE, "SWEDEN_ELECTRICITY_LEDGER");
                spot.breaks(38, CODE, "ledger_code_does_not_exist");
            }),
            Mistake.of(
                    "the same ledger twice", LEDGERS, "", spot -> spot.account().size("ledgers") > 1, spot -> {
                        Place second =
                                spot.account().item("ledgers", 1).set(CODE, SupplierConventions.ELECTRICITY_LEDGER);
                        spot.consequences().semantic(39, second.attr(CODE), "duplicate_ledger_entries_found");
                    }),
            Mistake.of(
                    "open transactions of a ledger that is never billed",
                    LEDGERS,
                    "ledgers",
                    spot -> spot.place().size(CURRENT) > 0 && spot.account().size("ledgers") < 3,
                    spot -> {
                        spot.place().set(CODE, SupplierConventions.ARCHIVE_LEDGER);
                        spot.breaks(40, CURRENT, "unbillable_ledger_transactions_in_current_statement_transactions");
                    }),
            Mistake.of(
                    "historical transactions that were never closed",
                    LEDGERS,
                    "ledgers",
                    spot -> isOnlyClosedByItself(spot) && spot.place().size(HISTORICAL) > 0,
                    spot -> {
                        spot.place().remove(CLOSING);
                        spot.breaks(
                                42,
                                CLOSING,
                                "historical_statement_transactions_without_last_statement_closing_date_or_last_billed_to_date");
                        if (carriesStatementBalance(spot) && spot.place().size(CURRENT) > 0) {
                            spot.breaks(43, CLOSING, "historical_statement_without_last_statement_closing_date");
                        }
                    }),
            Mistake.of(
                    "statement balance that was never closed",
                    LEDGERS,
                    "ledgers",
                    spot -> isOnlyClosedByItself(spot)
                            && spot.place().size(HISTORICAL) == 0
                            && spot.place().size(CURRENT) > 0
                            && carriesStatementBalance(spot),
                    spot -> {
                        spot.place().remove(CLOSING);
                        spot.breaks(43, CLOSING, "historical_statement_without_last_statement_closing_date");
                    }),
            Mistake.of(
                    "closed in the future",
                    LEDGERS,
                    "ledgers",
                    spot -> spot.place().has(CLOSING) && spot.place().size(CURRENT) == 0,
                    spot -> {
                        spot.place()
                                .set(CLOSING, Spot.inTheFuture(closing(spot)).toString());
                        spot.breaks(44, CLOSING, "historical_statement_period_end_in_future");
                        if (spot.place().has(ISSUE)) {
                            spot.breaks(49, ISSUE, "last_statement_issued_before_closing_date");
                        }
                    }),
            Mistake.of(
                    "issued before it was closed",
                    LEDGERS,
                    "ledgers",
                    spot -> spot.place().has(CLOSING),
                    spot -> {
                        spot.place().set(ISSUE, closing(spot).minusDays(3).toString());
                        spot.breaks(49, ISSUE, "last_statement_issued_before_closing_date");
                    }),
            Mistake.of(
                    "statement balance off by an amount",
                    LEDGERS,
                    "ledgers",
                    spot -> spot.place().size(HISTORICAL) > 0,
                    spot -> {
                        addTo(spot.place(), STATEMENT_BALANCE, "100.00");
                        spot.breaks(67, STATEMENT_BALANCE, "historical_statement_transactions_balance_mismatch");
                        spot.breaks(68, BALANCE, "balance_mismatch_on_ledger_balance");
                    }),
            Mistake.of("ledger balance off by an øre", LEDGERS, "ledgers", LedgerMistakes::balanceIsChecked, spot -> {
                addTo(spot.place(), BALANCE, "0.01");
                if (addsUp(spot.place())) {
                    spot.breaks(68, BALANCE, "balance_mismatch_on_ledger_balance");
                }
                if (spot.account().has(TRANSFER_BALANCE)) {
                    spot.consequences().semantic(69, TRANSFER_BALANCE, "ledger_balances_not_equal_to_transfer_balance");
                }
            }),
            Mistake.of(
                    "transfer balance off by an øre",
                    LEDGERS,
                    "",
                    spot -> spot.account().has(TRANSFER_BALANCE),
                    spot -> {
                        addTo(spot.account(), TRANSFER_BALANCE, spot.random().of("0.01", "-0.01", "1000.00"));
                        spot.breaks(69, TRANSFER_BALANCE, "ledger_balances_not_equal_to_transfer_balance");
                    }),
            Mistake.of("transfer balance null", LEDGERS, spot -> {
                spot.account().setNull(TRANSFER_BALANCE);
                spot.breaks(TRANSFER_BALANCE, "null");
            }),
            Mistake.of("ledger balance missing", LEDGERS, "ledgers", spot -> {
                spot.place().remove(BALANCE);
                spot.breaks(BALANCE, "required");
            }),
            Mistake.of("ledger balance too large", LEDGERS, "ledgers", spot -> {
                spot.place().set(BALANCE, JsonNodeFactory.instance.numberNode(new BigDecimal("12345678901.00")));
                spot.breaks(BALANCE, "max_whole_digits");
            }),
            Mistake.of("ledger code missing", LEDGERS, "ledgers", spot -> {
                spot.place().remove(CODE);
                spot.breaks(CODE, "required");
            }),
            Mistake.of("closing date empty", LEDGERS, "ledgers", spot -> {
                spot.place().set(CLOSING, "");
                spot.breaks(CLOSING, "invalid");
            }),
            Mistake.of("list of transactions null", LEDGERS, "ledgers", spot -> {
                String list = spot.random().of(CURRENT, HISTORICAL);
                spot.place().setNull(list);
                spot.breaks(list, "null");
            }));

    private LedgerMistakes() {}

    private static boolean isOnlyClosedByItself(Spot spot) {
        return spot.place().has(CLOSING) && !spot.account().has("last_billed_to_date");
    }

    private static boolean carriesStatementBalance(Spot spot) {
        return amount(spot.place(), STATEMENT_BALANCE).signum() != 0;
    }

    private static boolean balanceIsChecked(Spot spot) {
        return addsUp(spot.place()) || spot.account().has(TRANSFER_BALANCE);
    }

    private static boolean addsUp(Place ledger) {
        return ledger.has(STATEMENT_BALANCE) || ledger.size(CURRENT) > 0 || ledger.size(HISTORICAL) > 0;
    }

    private static LocalDate closing(Spot spot) {
        return LocalDate.parse(spot.place().text(CLOSING));
    }

    /** The amount in a field, 0 if there is none. */
    static BigDecimal amount(Place place, String field) {
        return place.has(field) ? new BigDecimal(place.object().get(field).asString()) : BigDecimal.ZERO;
    }

    /** Changes an amount without changing how it is written. */
    static void addTo(Place place, String field, String difference) {
        BigDecimal changed = amount(place, field).add(new BigDecimal(difference));
        if (place.object().path(field).isString()) {
            place.set(field, changed.toPlainString());
        } else {
            place.set(field, JsonNodeFactory.instance.numberNode(changed));
        }
    }
}
