package org.accountimport.generator;

import static org.accountimport.generator.Area.LEDGERS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Mistakes in transactions. Rules S36, S37, S41, S45 to S48, S50 to S53, S67, S68, and the structure of 4.12, 4.13. */
final class TransactionMistakes {

    private static final String ID = "transaction_id";
    private static final String DATE = "transaction_date";
    private static final String AMOUNT = "amount";
    private static final String DOCUMENT = "billing_document_identifier";
    private static final String CURRENT = "current_statement_transactions";
    private static final String HISTORICAL = "historical_statement_transactions";

    static final List<Mistake> ALL = Stream.concat(
                    mistakesOfBothLists(),
                    Stream.of(
                            current("transaction of the future", spot -> true, spot -> {
                                spot.place()
                                        .set(
                                                DATE,
                                                Spot.inTheFuture(date(spot.place()))
                                                        .toString());
                                spot.breaks(41, DATE, "transaction_in_future");
                            }),
                            historical("dated after the closing", spot -> closing(spot) != null, spot -> {
                                move(spot, closingOf(spot).plusDays(1));
                                spot.breaks(
                                        45, DATE, "historical_statement_transaction_after_last_statement_closing_date");
                                breaksOrderIfAfterOpen(spot);
                            }),
                            historical(
                                    "dated after an open transaction",
                                    spot -> closing(spot) != null
                                            && earliestOpen(spot).isPresent(),
                                    spot -> {
                                        move(
                                                spot,
                                                earliestOpen(spot).orElseThrow().plusDays(1));
                                        spot.breaks(
                                                45,
                                                DATE,
                                                "historical_statement_transaction_after_last_statement_closing_date");
                                        breaksOrderIfAfterOpen(spot);
                                    }),
                            current("open transaction on the closing date", spot -> hasOwnClosing(spot), spot -> {
                                LocalDate day = closingOf(spot);
                                move(spot, day);
                                spot.breaks(
                                        46, DATE, "current_statement_transaction_before_last_statement_closing_date");
                                LocalDate billedTo = billedTo(spot);
                                if (billedTo != null && day.isBefore(billedTo)) {
                                    spot.breaks(47, DATE, "current_statement_transaction_before_last_billed_to_date");
                                }
                            }),
                            current(
                                    "open transaction of a day already billed",
                                    TransactionMistakes::isClosedBeforeBilled,
                                    spot -> {
                                        move(
                                                spot,
                                                Optional.ofNullable(billedTo(spot))
                                                        .orElseThrow()
                                                        .minusDays(1));
                                        spot.breaks(
                                                47, DATE, "current_statement_transaction_before_last_billed_to_date");
                                    }),
                            current("billing document of an open transaction", spot -> true, spot -> {
                                spot.place().set(DOCUMENT, "BILL-1");
                                spot.breaks(
                                        50,
                                        DOCUMENT,
                                        "billing_document_identifier_not_allowed_for_current_statement_transactions");
                            }),
                            historical(
                                    "billing document that is switched off",
                                    spot -> !spot.supplier().historicalBillingDocuments(),
                                    spot -> {
                                        spot.place().set(DOCUMENT, "BILL-1");
                                        spot.breaks(
                                                51,
                                                DOCUMENT,
                                                "historical_statement_billing_document_identifier_not_allowed_when_feature_flag_disabled");
                                    }),
                            historical(
                                    "billing document missing",
                                    spot -> spot.supplier().historicalBillingDocuments(),
                                    spot -> {
                                        spot.place().remove(DOCUMENT);
                                        spot.breaks(
                                                52,
                                                DOCUMENT,
                                                "historical_statement_billing_document_identifier_missing");
                                    }),
                            historical(
                                    "billing document of another statement",
                                    spot -> spot.supplier().historicalBillingDocuments()
                                            && !spot.place().path().endsWith(".0"),
                                    spot -> {
                                        spot.place().set(DOCUMENT, "BILL-OTHER");
                                        spot.breaks(
                                                53,
                                                DOCUMENT,
                                                "historical_statement_billing_document_identifier_mismatch");
                                    }),
                            historical("historical amount off by an øre", spot -> true, spot -> {
                                LedgerMistakes.addTo(spot.place(), AMOUNT, "0.01");
                                spot.consequences()
                                        .semantic(
                                                67,
                                                ledger(spot).attr("last_statement_balance"),
                                                "historical_statement_transactions_balance_mismatch");
                            }),
                            current("open amount off by an øre", spot -> true, spot -> {
                                LedgerMistakes.addTo(spot.place(), AMOUNT, "0.01");
                                spot.consequences()
                                        .semantic(
                                                68,
                                                ledger(spot).attr("ledger_balance"),
                                                "balance_mismatch_on_ledger_balance");
                            })))
            .toList();

    private TransactionMistakes() {}

    private static Stream<Mistake> mistakesOfBothLists() {
        return Stream.of(
                either("transaction without an id", spot -> true, spot -> {
                    switch (spot.random().below(3)) {
                        case 0 -> spot.place().remove(ID);
                        case 1 -> spot.place().setNull(ID);
                        default -> spot.place().set(ID, "");
                    }
                    spot.breaks(36, ID, "missing_transaction_id");
                }),
                either(
                        "transaction with the id of another",
                        spot -> !spot.place().path().equals(first(spot).path()),
                        spot -> {
                            spot.place().set(ID, first(spot).text(ID));
                            spot.breaks(37, ID, "duplicate_transaction_ids");
                        }),
                either("amount with a comma", spot -> true, spot -> {
                    spot.place().set(AMOUNT, spot.random().of("1.234,50", "99,95", "DKK 100", "ten"));
                    spot.breaks(AMOUNT, "invalid");
                }),
                either("amount with its sign", spot -> true, spot -> {
                    spot.place().set(AMOUNT, number("-" + LedgerMistakes.amount(spot.place(), AMOUNT)));
                    spot.breaks(AMOUNT, "min_value");
                }),
                either("amount never rounded", spot -> true, spot -> {
                    spot.place().set(AMOUNT, number("100.12345678901"));
                    spot.breaks(AMOUNT, "max_decimal_places");
                }),
                either("transaction of an unknown type", spot -> true, spot -> {
                    spot.place().set("type", "FEE");
                    spot.breaks("type", "invalid_choice");
                }),
                either("transaction date in Danish notation", spot -> true, spot -> {
                    spot.place().set(DATE, "31-12-2025");
                    spot.breaks(DATE, "invalid");
                }),
                either("charge without a reason", ofType("CHARGE"), spot -> {
                    spot.place().remove("reason");
                    spot.breaks("reason", "required");
                }),
                either("payment with a reason of charges", ofType("PAYMENT"), spot -> {
                    spot.place().set("reason", "IMPORTED_CHARGE");
                    spot.breaks("reason", "invalid_choice");
                }),
                either("charge with a payment type", ofType("CHARGE"), spot -> {
                    spot.place().set("payment_type", "EFT");
                    spot.breaks("payment_type", "unknown_field");
                }),
                Mistake.of("tax rate of too many digits", LEDGERS, "ledgers.transactions.tax_items", spot -> {
                    spot.place().set("rate", number("1234567890123456.12345"));
                    spot.breaks("rate", "max_digits");
                }));
    }

    private static Mistake either(String name, Predicate<Spot> where, Consumer<Spot> planting) {
        return Mistake.of(name, LEDGERS, "ledgers.transactions", where, planting);
    }

    private static Mistake current(String name, Predicate<Spot> where, Consumer<Spot> planting) {
        return Mistake.of(name, LEDGERS, "ledgers." + CURRENT, where, planting);
    }

    private static Mistake historical(String name, Predicate<Spot> where, Consumer<Spot> planting) {
        return Mistake.of(name, LEDGERS, "ledgers." + HISTORICAL, where, planting);
    }

    private static Predicate<Spot> ofType(String type) {
        return spot -> spot.place().text("type").equals(type);
    }

    private static JsonNode number(String decimal) {
        return JsonNodeFactory.instance.numberNode(new BigDecimal(decimal));
    }

    private static void breaksOrderIfAfterOpen(Spot spot) {
        if (earliestOpen(spot).filter(date(spot.place())::isAfter).isPresent()) {
            spot.breaks(48, DATE, "historical_statement_transaction_after_current_statement_transaction");
        }
    }

    private static void move(Spot spot, LocalDate day) {
        spot.place().set(DATE, day.toString());
    }

    private static Place ledger(Spot spot) {
        String[] path = spot.place().path().split("\\.", -1);
        return spot.account().item("ledgers", Integer.parseInt(path[1]));
    }

    private static LocalDate date(Place transaction) {
        return LocalDate.parse(transaction.text(DATE));
    }

    private static boolean hasOwnClosing(Spot spot) {
        return ledger(spot).gives("last_statement_closing_date");
    }

    private static boolean isClosedBeforeBilled(Spot spot) {
        LocalDate billedTo = billedTo(spot);
        return billedTo != null && hasOwnClosing(spot) && closingOf(spot).isBefore(billedTo.minusDays(1));
    }

    private static LocalDate closingOf(Spot spot) {
        return Optional.ofNullable(closing(spot)).orElseThrow();
    }

    private static @Nullable LocalDate closing(Spot spot) {
        return hasOwnClosing(spot) ? LocalDate.parse(ledger(spot).text("last_statement_closing_date")) : billedTo(spot);
    }

    private static @Nullable LocalDate billedTo(Spot spot) {
        return spot.account().has("last_billed_to_date")
                ? LocalDate.parse(spot.account().text("last_billed_to_date"))
                : null;
    }

    private static Optional<LocalDate> earliestOpen(Spot spot) {
        return ledger(spot).all(CURRENT).stream().map(TransactionMistakes::date).min(LocalDate::compareTo);
    }

    /** The first transaction in the order in which duplicates are looked for. */
    private static Place first(Spot spot) {
        return spot.account().all("ledgers.transactions").get(0);
    }
}
