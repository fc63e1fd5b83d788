package org.accountimport.generator;

import static org.accountimport.generator.Area.CUSTOMERS;

import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Mistakes in who the customers are. Rules S20 to S23, S26 to S31 and the structure of 4.2 to 4.6. */
final class CustomerMistakes {

    static final List<Mistake> ALL = List.of(
            Mistake.of("family name missing", CUSTOMERS, "customers", Spot::isDomestic, spot -> {
                if (spot.random().percent(50)) {
                    spot.place().remove("family_name");
                } else {
                    spot.place().set("family_name", spot.random().of("", "  "));
                }
                spot.breaks(20, "family_name", "customer_family_name_required");
            }),
            Mistake.of(
                    "given name missing",
                    CUSTOMERS,
                    "customers",
                    spot -> spot.isBusiness() && spot.supplier().givenNamesForBusiness(),
                    spot -> {
                        spot.place().remove("given_name");
                        spot.breaks(21, "given_name", "customer_given_name_required");
                    }),
            Mistake.of("customer called the occupier", CUSTOMERS, "customers", spot -> {
                spot.place()
                        .set("given_name", "The")
                        .set("family_name", spot.random().of("Occupier", "OCCUPIER"));
                spot.breaks(22, "family_name", "customer_may_not_be_named_the_occupier");
                if (hasContactDetails(spot.place())) {
                    spot.breaks(23, "non_field_errors", "contact_details_for_occupier");
                }
            }),
            Mistake.of("born in the future", CUSTOMERS, "customers", CustomerMistakes::hasBirthday, spot -> {
                spot.place()
                        .set("date_of_birth", Spot.inTheFuture(birthday(spot)).toString());
                spot.breaks(26, "date_of_birth", "date_in_future");
            }),
            Mistake.of("born too long ago", CUSTOMERS, "customers", CustomerMistakes::hasBirthday, spot -> {
                spot.place().set("date_of_birth", birthday(spot).withYear(1879).toString());
                spot.breaks(27, "date_of_birth", "invalid_date_of_birth");
            }),
            Mistake.of("birthday that does not exist", CUSTOMERS, "customers", spot -> {
                spot.place().set("date_of_birth", spot.random().of("1971-02-30", "01-05-1968", "1980-13-01", ""));
                spot.breaks("date_of_birth", "invalid");
            }),
            Mistake.of("given name null", CUSTOMERS, "customers", spot -> {
                spot.place().setNull("given_name");
                spot.breaks("given_name", "null");
            }),
            Mistake.of("title too long", CUSTOMERS, "customers", spot -> {
                spot.place().set("title", "Statsautoriseret revisor og cand.merc.aud.");
                spot.breaks("title", "max_length");
            }),
            Mistake.of("pronouns in Danish", CUSTOMERS, "customers", spot -> {
                spot.place().set("pronouns", spot.random().of("hun", "han"));
                spot.breaks("pronouns", "invalid_choice");
            }),
            Mistake.of("field of a customer misspelt", CUSTOMERS, "customers", spot -> {
                spot.place().set("phone", "87654321");
                spot.breaks("phone", "unknown_field");
            }),
            Mistake.of(
                    "customer who is nobody",
                    CUSTOMERS,
                    "",
                    spot -> spot.account().size("customers") > 0,
                    spot -> {
                        int position = spot.account().size("customers");
                        ((ArrayNode) spot.account().object().get("customers")).addNull();
                        spot.breaks("customers." + position, "null");
                    }),
            Mistake.of("preference null", CUSTOMERS, "customers.customer_preferences", spot -> {
                spot.place().setNull("opted_into_offers");
                spot.breaks("opted_into_offers", "null");
            }),
            Mistake.of("preference as text", CUSTOMERS, "customers.customer_preferences", spot -> {
                spot.place().set("opted_into_sms", "true");
                spot.breaks("opted_into_sms", "invalid");
            }),
            Mistake.of(
                    "preferences and consents",
                    CUSTOMERS,
                    "customers",
                    spot -> spot.place().has("customer_preferences"),
                    spot -> {
                        spot.place()
                                .append("consents")
                                .set("type", "MARKETING_SMS")
                                .set("value", "REJECTED");
                        if (!spot.supplier().consents()) {
                            spot.breaks(29, "consents", "field_not_enabled");
                        }
                        spot.breaks(30, "consents", "fields_are_mutually_exclusive");
                    }),
            Mistake.of(
                    "consents that are switched off",
                    CUSTOMERS,
                    "customers",
                    spot -> !spot.supplier().consents() && !spot.place().has("customer_preferences"),
                    spot -> {
                        spot.place()
                                .append("consents")
                                .set("type", "DATA_SHARING")
                                .set("value", "ACCEPTED");
                        spot.breaks(29, "consents", "field_not_enabled");
                    }),
            Mistake.of("consents of a customer empty", CUSTOMERS, "customers", spot -> {
                spot.place().setEmptyList("consents");
                spot.breaks("consents", "empty");
            }),
            Mistake.of(
                    "metadata key of a customer used twice",
                    CUSTOMERS,
                    "customers",
                    spot -> spot.place().size("metadata") == 1,
                    spot -> {
                        spot.place()
                                .append("metadata")
                                .set("key", "crm_segment")
                                .set("value", 2);
                        spot.breaks(28, "metadata.1.key", "metadata_has_duplicate_keys");
                    }));

    private CustomerMistakes() {}

    private static boolean hasContactDetails(Place customer) {
        return customer.gives("email")
                || customer.gives("mobile")
                || customer.gives("landline")
                || customer.gives("contact_emails")
                || customer.gives("alternative_phone_numbers");
    }

    private static boolean hasBirthday(Spot spot) {
        return spot.place().gives("date_of_birth");
    }

    private static LocalDate birthday(Spot spot) {
        return LocalDate.parse(spot.place().text("date_of_birth"));
    }
}
