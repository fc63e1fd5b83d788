package org.accountimport.generator;

import java.math.BigDecimal;
import java.time.LocalDate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes right accounts, field after field in the order of the rulebook's tables. Source: rulebook, 4.1. */
final class AccountAuthor {

    private static final int ACCOUNT_STREAM = 1;

    private final GeneratorSettings settings;
    private final SupplierConventions supplier;

    AccountAuthor(GeneratorSettings settings) {
        this.settings = settings;
        this.supplier = SupplierConventions.of(settings.importSupplier());
    }

    ObjectNode write(long sequence) {
        SeededRandom random = SeededRandom.of(settings.seed(), sequence, ACCOUNT_STREAM);
        AccountFacts facts = AccountFacts.draw(settings, supplier, sequence, random);
        ObjectNode account = JsonNodeFactory.instance.objectNode();
        account.put("import_supplier", supplier.code());
        account.put("external_account_number", facts.externalAccountNumber());
        if (facts.kind() == AccountKind.UNKNOWN_OCCUPIER) {
            account.put("unknown_occupier", true);
        } else if (random.percent(50)) {
            account.put("unknown_occupier", facts.kind().isOccupier());
        } else {
            Gap.nothing(account, "unknown_occupier", random);
        }
        CustomerPart.write(account, facts, random);
        BillingPart.write(account, facts, random);
        writeKind(account, facts, random);
        writeSale(account, facts, random);
        if (supplier.consents() && random.percent(10)) {
            Consents.write(account, facts, random);
        }
        NotePart.write(account, facts, random);
        writeBilledTo(account, facts, random);
        LedgerPart.write(account, facts, random);
        writeStatements(account, facts, random);
        writeMetadata(account, facts, random);
        writeReferences(account, facts, random);
        if (supplier.namesOperationsTeam()) {
            account.put("operations_team_name", random.of(SupplierConventions.OPERATIONS_TEAMS));
        }
        SupplyPart.write(account, facts, random);
        return account;
    }

    private static void writeKind(ObjectNode account, AccountFacts facts, SeededRandom random) {
        if (!facts.kind().accountType().equals("DOMESTIC") || random.percent(85)) {
            account.put("account_type", facts.kind().accountType());
        }
        if (facts.kind().isDomestic()) {
            if (random.percent(20)) {
                account.put("business_type", "");
            }
            return;
        }
        account.put("business_type", random.of("LTD", "PLC", "SOLE_TRADER", "PARTNERSHIP", "NON_PROFIT", "TBD"));
        if (random.percent(90)) {
            account.put("company_number", CvrNumbers.valid(random));
        }
    }

    private static void writeSale(ObjectNode account, AccountFacts facts, SeededRandom random) {
        if (random.percent(70)) {
            account.put(
                    "date_of_sale",
                    facts.customerSince().minusDays(random.between(1, 60)).toString());
        }
        if (random.percent(80)) {
            account.put("sales_channel", random.of("DIRECT", "TELESALES", "PRICE_COMPARISON", "MOVE_IN", "BROKER", ""));
        }
        if (random.percent(25)) {
            account.put("sales_subchannel", random.of("Hjemmeside", "Butik Aalborg", "Kampagne forår", "Messe"));
        } else {
            Gap.blank(account, "sales_subchannel", random);
        }
        if (random.percent(80)) {
            account.put("communication_preference", random.percent(82) ? "ONLINE" : "PRINT");
        }
        if (random.percent(3)) {
            account.put("document_accessibility", random.of("LARGE_PRINT", "BRAILLE", "SPOKEN"));
        } else {
            Gap.noChoice(account, "document_accessibility", random);
        }
    }

    private static void writeBilledTo(ObjectNode account, AccountFacts facts, SeededRandom random) {
        LocalDate billedTo = facts.billedTo();
        if (billedTo != null) {
            account.put("last_billed_to_date", billedTo.toString());
        }
        if (facts.quarterly() || random.percent(20)) {
            LocalDate from = billedTo != null ? billedTo : facts.today();
            account.put(
                    "next_bill_due_date", from.plusDays(random.between(30, 100)).toString());
        } else {
            Gap.nothing(account, "next_bill_due_date", random);
        }
    }

    private static void writeStatements(ObjectNode account, AccountFacts facts, SeededRandom random) {
        int count = random.below(4);
        if (count == 0 && random.percent(50)) {
            return;
        }
        ArrayNode statements = account.putArray("statements");
        LocalDate start = facts.today().minusDays(random.between(150, 400));
        for (int i = 0; i < count; i++) {
            LocalDate end = start.plusDays(random.between(27, 32));
            ObjectNode statement = statements.addObject();
            statement.put("bill_period_from_date", start.toString());
            statement.put("bill_period_to_date", end.toString());
            statement.put(
                    "statement_path", facts.externalAccountNumber() + "/" + start + "-to-" + end + "-electricity.pdf");
            statement.put("statement_id", "S" + facts.sequence() + "-" + (i + 1));
            if (random.percent(50)) {
                statement.put("number", "F" + random.digits(7));
            }
            if (random.percent(60)) {
                statement.put("issued_date", end.plusDays(random.between(1, 6)).toString());
            } else {
                Gap.nothing(statement, "issued_date", random);
            }
            if (random.percent(60)) {
                statement.put("gross_amount", random.between(-50_000, 600_000));
            } else {
                Gap.nothing(statement, "gross_amount", random);
            }
            start = end.plusDays(1);
        }
    }

    private static void writeMetadata(ObjectNode account, AccountFacts facts, SeededRandom random) {
        int count = random.below(4);
        if (count == 0) {
            return;
        }
        ArrayNode metadata = account.putArray("metadata");
        ObjectNode source = metadata.addObject();
        source.put("key", "source_system");
        ObjectNode system = source.putObject("value");
        system.put("name", random.of("Xellent", "SONWIN", "PANDA"));
        system.put("customer_id", random.between(100_000, 9_999_999));
        system.putArray("tags").add("migreret").add(facts.quarterly() ? "kvartal" : "måned");
        if (count > 1) {
            ObjectNode risk = metadata.addObject();
            risk.put("key", "credit_score");
            risk.put("value", BigDecimal.valueOf(random.below(1000), 2));
        }
        if (count > 2) {
            metadata.addObject().put("key", "paperless").put("value", random.percent(50));
        }
    }

    private static void writeReferences(ObjectNode account, AccountFacts facts, SeededRandom random) {
        if (random.percent(30)) {
            return;
        }
        ArrayNode references = account.putArray("references");
        ObjectNode legacy = references.addObject();
        legacy.put("namespace", SupplierConventions.LEGACY_NUMBER_NAMESPACE);
        legacy.put("value", "L" + AccountFacts.eightDigits(facts.sequence()));
        if (random.percent(40)) {
            ObjectNode crm = references.addObject();
            crm.put("namespace", SupplierConventions.CRM_NAMESPACE);
            crm.put("value", "crm-" + Long.toString(facts.sequence(), 36));
        }
    }
}
