package org.accountimport.generator;

import java.time.LocalDate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code customers} with their contact data, preferences and consents. Source: rulebook, 4.2 to 4.6. */
final class CustomerPart {

    private CustomerPart() {}

    static void write(ObjectNode account, AccountFacts facts, SeededRandom random) {
        if (facts.people().isEmpty()) {
            if (random.percent(50)) {
                account.putArray("customers");
            }
            return;
        }
        ArrayNode customers = account.putArray("customers");
        for (Person person : facts.people()) {
            writeCustomer(customers.addObject(), person, facts, random);
        }
    }

    private static void writeCustomer(ObjectNode customer, Person person, AccountFacts facts, SeededRandom random) {
        boolean namesNeeded = facts.kind().isDomestic() || facts.supplier().givenNamesForBusiness();
        if (namesNeeded || random.percent(95)) {
            customer.put("given_name", random.perMille(5) ? " " + person.givenName() : person.givenName());
        }
        if (facts.kind().isDomestic() || random.percent(95)) {
            customer.put("family_name", person.familyName());
        } else {
            Gap.blank(customer, "family_name", random);
        }
        writeContacts(customer, person, facts, random);
        writeDescription(customer, facts, random);
        writeConsent(customer, facts, random);
        if (random.percent(8)) {
            ObjectNode entry = customer.putArray("metadata").addObject();
            entry.put("key", "crm_segment");
            entry.put("value", random.of("loyal", "new", "at_risk"));
        }
    }

    private static void writeContacts(ObjectNode customer, Person person, AccountFacts facts, SeededRandom random) {
        if (random.percent(85)) {
            customer.put("email", person.email());
        } else {
            Gap.nullOrBlank(customer, "email", random);
        }
        if (random.percent(8)) {
            ArrayNode emails = customer.putArray("contact_emails");
            emails.add("kontakt" + random.between(1, 999) + "@example.org");
            if (random.percent(30)) {
                emails.add(person.email());
            }
        }
        if (random.percent(80)) {
            customer.put("mobile", PhoneNumbers.mobile(person.country(), random));
        } else {
            Gap.nullOrBlank(customer, "mobile", random);
        }
        if (random.percent(facts.kind().isDomestic() ? 25 : 70)) {
            customer.put("landline", PhoneNumbers.landline(person.country(), random));
        } else {
            Gap.nullOrBlank(customer, "landline", random);
        }
        if (random.percent(10)) {
            ArrayNode numbers = customer.putArray("alternative_phone_numbers");
            for (int i = random.between(1, 2); i > 0; i--) {
                numbers.addObject().put("phone_number", PhoneNumbers.mobile(Country.DK, random));
            }
        }
    }

    private static void writeDescription(ObjectNode customer, AccountFacts facts, SeededRandom random) {
        if (random.percent(75)) {
            LocalDate born = facts.today().minusDays(random.between(18 * 366, 95 * 365));
            customer.put("date_of_birth", born.toString());
        } else {
            Gap.nothing(customer, "date_of_birth", random);
        }
        if (random.percent(35)) {
            customer.put("title", random.of("Hr.", "Fru", "Frk.", "Dr.", "Cand.mag."));
        } else {
            Gap.nullOrBlank(customer, "title", random);
        }
        if (random.percent(30)) {
            customer.put("salutation", random.of("Kære", "Hej", "Goddag"));
        } else {
            Gap.nullOrBlank(customer, "salutation", random);
        }
        if (random.percent(10)) {
            customer.put("pronouns", random.of("SHE_HER_HERS", "HE_HIM_HIS", "THEY_THEM_THEIRS"));
        } else {
            Gap.nullOrBlank(customer, "pronouns", random);
        }
        if (random.percent(1)) {
            customer.put("deceased", random.of("Reported", "Confirmed"));
        } else {
            Gap.noChoice(customer, "deceased", random);
        }
        if (!facts.kind().isDomestic() && random.percent(50)) {
            customer.put("label", random.of("Bogholder", "Direktør", "Driftsleder", "Indkøber"));
        } else if (random.percent(20)) {
            Gap.nullOrBlank(customer, "label", random);
        }
    }

    private static void writeConsent(ObjectNode customer, AccountFacts facts, SeededRandom random) {
        if (facts.supplier().consents() && random.percent(20)) {
            Consents.write(customer, facts, random);
        } else if (random.percent(85)) {
            ObjectNode preferences = customer.putObject("customer_preferences");
            preferences.put("opted_into_sms", random.percent(50));
            preferences.put("opted_into_recommended", random.percent(70));
            preferences.put("opted_into_updates", random.percent(40));
            preferences.put("opted_into_third_parties", random.percent(10));
            preferences.put("opted_into_offers", random.percent(30));
            if (random.percent(10)) {
                preferences.put("opted_into_associated_companies", false);
                preferences.put("opted_into_whatsapp", random.percent(50));
            }
            if (random.percent(30)) {
                preferences.put("is_user_psr_consent_obtained", random.percent(50));
            } else {
                Gap.nothing(preferences, "is_user_psr_consent_obtained", random);
            }
        }
    }
}
