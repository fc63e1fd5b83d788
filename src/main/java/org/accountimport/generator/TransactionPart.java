package org.accountimport.generator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the transactions of one account; ids are unique in the whole book. Source: rulebook, 4.12 and 4.13. */
final class TransactionPart {

    private static final String[] CHARGE_NOTES = {
        "Elforbrug", "Abonnement", "Nettarif", "Gasforbrug", "Rykkergebyr", "Aconto", "Elafgift og moms"
    };

    private final AccountFacts facts;
    private final Money money;
    private final SeededRandom random;
    private int ledgers;
    private int written;

    TransactionPart(AccountFacts facts, Money money, SeededRandom random) {
        this.facts = facts;
        this.money = money;
        this.random = random;
    }

    /** Open transactions, oldest first, all of them from {@code first} to {@code last}. Returns their sum in øre. */
    long write(ArrayNode list, int count, LocalDate first, LocalDate last) {
        return write(list, count, first, last, "");
    }

    /** As {@link #write}, of a closed statement: with its billing document, where the supplier wants it. */
    long writeHistorical(ArrayNode list, int count, LocalDate first, LocalDate last) {
        ledgers++;
        String document =
                facts.supplier().historicalBillingDocuments() ? "BILL-" + facts.sequence() + "-" + ledgers : "";
        return write(list, count, first, last, document);
    }

    private long write(ArrayNode list, int count, LocalDate first, LocalDate last, String billingDocument) {
        int days = (int) ChronoUnit.DAYS.between(first, last);
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = random.between(0, days);
        }
        Arrays.sort(offsets);
        long sum = 0;
        for (int offset : offsets) {
            sum += write(list.addObject(), first.plusDays(offset), billingDocument);
        }
        return sum;
    }

    private long write(ObjectNode transaction, LocalDate date, String billingDocument) {
        written++;
        transaction.put("transaction_id", "T" + facts.sequence() + "-" + written);
        transaction.put("transaction_date", date.toString());
        int share = random.below(100);
        long signed;
        if (share < 46) {
            signed = -writeCharge(transaction, billingDocument);
        } else if (share < 85) {
            signed = writePayment(transaction, billingDocument);
        } else if (share < 94) {
            signed = writeCredit(transaction, billingDocument);
        } else {
            signed = -writeRepayment(transaction, billingDocument);
        }
        return signed;
    }

    private long writePayment(ObjectNode payment, String billingDocument) {
        long oere = random.percent(30) ? random.between(1, 20) * 10_000L : random.between(5_000, 220_000);
        payment.set("amount", money.of(oere));
        payment.put("type", "PAYMENT");
        if (random.percent(80)) {
            payment.put("reason", random.of("ACCOUNT_CHARGE_PAYMENT", "REGULAR_SCHEDULE", "BILL_ISSUED", ""));
        }
        if (random.percent(85)) {
            payment.put(
                    "payment_type",
                    random.of("DD_REGULAR_COLLECTION", "DD_FIRST_COLLECTION", "CREDIT_CARD", "DEBIT_CARD", "EFT"));
        }
        if (random.percent(50)) {
            payment.put("reference", "+71<" + random.digits(15));
        } else {
            Gap.blank(payment, "reference", random);
        }
        Gap.blank(payment, "note", random);
        writeBillingDocument(payment, billingDocument);
        return oere;
    }

    private long writeRepayment(ObjectNode repayment, String billingDocument) {
        long oere = random.between(2_000, 90_000);
        repayment.set("amount", money.of(oere));
        repayment.put("type", "REPAYMENT");
        if (random.percent(90)) {
            repayment.put("reason", random.of("FULL_CREDIT_REFUND", "PARTIAL_CREDIT_REFUND", "FAILED_PAYMENT"));
        }
        if (random.percent(80)) {
            repayment.put("payment_type", random.of("DIRECT_CREDIT", "CARD_REFUND"));
        }
        writeBillingDocument(repayment, billingDocument);
        return oere;
    }

    private long writeCredit(ObjectNode credit, String billingDocument) {
        long oere = random.between(500, 60_000);
        credit.set("amount", money.of(oere));
        credit.put("type", "CREDIT");
        credit.put(
                "reason",
                random.of("GOODWILL_PAYMENT", "LOYALTY_REWARD", "REVERSED_ACCOUNT_CHARGE", "CUSTOMER_SERVICE_GESTURE"));
        if (random.percent(30)) {
            credit.put("display_note", random.of("Godtgørelse", "Velkomstrabat", "Tilbageført gebyr"));
        }
        writeBillingDocument(credit, billingDocument);
        return oere;
    }

    private long writeCharge(ObjectNode charge, String billingDocument) {
        long kwh = random.between(20, 900);
        long net = kwh * random.between(60, 320);
        long electricityTax = kwh * 9;
        boolean taxed = random.percent(35);
        long vat = taxed ? (net + electricityTax) / 4 : 0;
        long oere = taxed ? net + electricityTax + vat : net;
        charge.set("amount", money.of(oere));
        charge.put("type", "CHARGE");
        charge.put(
                "reason",
                random.percent(85)
                        ? "IMPORTED_CHARGE"
                        : random.of("DEFAULT", "LATE_PAYMENT_FEE_CHARGE", "PAPER_BILL_FEE"));
        if (random.percent(30)) {
            charge.put("note", random.of(CHARGE_NOTES));
        } else {
            Gap.blank(charge, "note", random);
        }
        if (random.percent(40)) {
            charge.put("display_note", random.of(CHARGE_NOTES));
        }
        writeBillingDocument(charge, billingDocument);
        if (taxed) {
            ArrayNode taxes = charge.putArray("tax_items");
            ObjectNode tax = taxes.addObject();
            tax.put("tax_type", "ELAFGIFT");
            tax.put("unit_type", "CURRENCY_PER_KWH");
            tax.put("rate", BigDecimal.valueOf(9, 2));
            tax.put("value_taxed", BigDecimal.valueOf(kwh));
            tax.set("amount", money.of(electricityTax));
            if (random.percent(30)) {
                tax.putObject("params").put("kwh", kwh);
            }
            ObjectNode moms = taxes.addObject();
            moms.put("tax_type", "MOMS");
            moms.put("unit_type", "PROPORTION");
            moms.put("rate", BigDecimal.valueOf(25, 2));
            moms.set("value_taxed", money.of(net + electricityTax));
            moms.set("amount", money.of(vat));
        }
        return oere;
    }

    private static void writeBillingDocument(ObjectNode transaction, String billingDocument) {
        if (!billingDocument.isEmpty()) {
            transaction.put("billing_document_identifier", billingDocument);
        }
    }
}
