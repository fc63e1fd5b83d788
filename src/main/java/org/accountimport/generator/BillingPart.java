package org.accountimport.generator;

import tools.jackson.databind.node.ObjectNode;

/**
 * Writes who gets the bill and where: {@code billing_email} to {@code account_billing_options}. Source: rulebook, 4.1,
 * 4.7 and 4.8.
 */
final class BillingPart {

    private BillingPart() {}

    static void write(ObjectNode account, AccountFacts facts, SeededRandom random) {
        writeRecipient(account, facts, random);
        boolean omitted = facts.kind().isOccupier() && random.percent(60);
        if (!omitted) {
            if (random.percent(75)) {
                writeNewStyle(account, facts, random);
            } else {
                writeLegacy(account, facts, random);
            }
        }
        boolean optionsAllowed = !facts.kind().isDomestic() || facts.supplier().domesticBillingOptions();
        if (optionsAllowed && random.percent(85)) {
            writeOptions(account.putObject("account_billing_options"), facts, random);
        }
    }

    private static void writeRecipient(ObjectNode account, AccountFacts facts, SeededRandom random) {
        if (!facts.people().isEmpty() && random.percent(80)) {
            account.put("billing_email", facts.people().get(0).email());
        } else {
            Gap.nullOrBlank(account, "billing_email", random);
        }
        if (!facts.organisation().isEmpty()) {
            account.put("billing_name", facts.organisation());
        } else if (!facts.people().isEmpty() && random.percent(70)) {
            Person payer = facts.people().get(0);
            account.put("billing_name", payer.givenName() + " " + payer.familyName());
        }
        if (random.percent(8)) {
            account.put("billing_sub_name", random.of("c/o Værge", "v/ administrator", "Bo under behandling"));
        }
        if (!facts.organisation().isEmpty() && random.percent(40)) {
            account.put("billing_attention_of", random.of("Bogholderiet", "Økonomiafdelingen", "Driften"));
        }
        if (random.percent(facts.kind().isDomestic() ? 5 : 50)) {
            account.put("billing_customer_reference", "Ordre " + random.between(1000, 99999));
        }
    }

    private static void writeNewStyle(ObjectNode account, AccountFacts facts, SeededRandom random) {
        StreetAddress place = billingPlace(facts, random);
        ObjectNode address = account.putObject("billing_address");
        if (!facts.people().isEmpty() && random.percent(60)) {
            Person payer = facts.people().get(0);
            address.put("name", payer.givenName() + " " + payer.familyName());
        } else {
            Gap.blank(address, "name", random);
        }
        if (!facts.organisation().isEmpty()) {
            address.put("organization", facts.organisation());
        }
        boolean structured = random.percent(15);
        if (!structured) {
            address.put("street_address", place.line());
        } else {
            Gap.blank(address, "street_address", random);
        }
        if (random.percent(6)) {
            address.put("dependent_locality", random.of("Nørreby", "Havnen", "Landsbyen"));
        }
        address.put("locality", place.town());
        if (random.percent(10)) {
            Gap.blank(address, "administrative_area", random);
        }
        address.put("postal_code", place.postcodeAsWritten(random));
        address.put("country", place.country().name());
        if (random.percent(20)) {
            address.put("delivery_point_identifier", deliveryPoint(random));
        }
        if (structured) {
            ObjectNode parts = address.putObject("structured_street_address");
            parts.put("street", place.street());
            parts.put("number", place.houseNumber());
            if (!place.floor().isEmpty()) {
                parts.put("floor", place.floor());
            }
        } else {
            Gap.nothing(address, "structured_street_address", random);
        }
    }

    private static void writeLegacy(ObjectNode account, AccountFacts facts, SeededRandom random) {
        StreetAddress place = facts.home();
        account.put("billing_address1", place.street() + " " + place.houseNumber());
        if (place.floor().isEmpty()) {
            Gap.blank(account, "billing_address2", random);
        } else {
            account.put("billing_address2", place.floor());
        }
        account.put("billing_address3", place.town());
        if (random.percent(30)) {
            account.put("billing_address4", random.of("Danmark", "Region Syddanmark"));
        }
        Gap.blank(account, "billing_address5", random);
        account.put("billing_postcode", place.postcodeAsWritten(random));
        if (random.percent(15)) {
            account.put("billing_delivery_point_identifier", deliveryPoint(random));
        }
    }

    private static StreetAddress billingPlace(AccountFacts facts, SeededRandom random) {
        Country country =
                facts.people().isEmpty() ? Country.DK : facts.people().get(0).country();
        if (country != Country.DK) {
            return StreetAddress.in(country, random);
        }
        return random.percent(88) ? facts.home() : StreetAddress.in(Country.DK, random);
    }

    private static void writeOptions(ObjectNode options, AccountFacts facts, SeededRandom random) {
        if (!facts.quarterly() && random.percent(6)) {
            Gap.nothing(options, "period_length", random);
            Gap.nothing(options, "period_start_day", random);
            options.put("use_industry_billing", true);
            return;
        }
        options.put("period_length", facts.quarterly() ? "QUARTERLY" : "MONTHLY");
        boolean multiplied = !facts.quarterly() && random.percent(8);
        if (multiplied) {
            options.put("period_length_multiplier", random.of(2, 6));
        } else {
            Gap.nothing(options, "period_length_multiplier", random);
        }
        options.put("period_start_day", random.between(1, 28));
        if (facts.quarterly() || multiplied) {
            options.put("period_start_month", random.between(1, 12));
        } else {
            Gap.nothing(options, "period_start_month", random);
        }
        if (random.percent(60)) {
            options.put("use_industry_billing", false);
        }
    }

    static String deliveryPoint(SeededRandom random) {
        return random.of("", "DK", "A") + random.digits(8);
    }
}
