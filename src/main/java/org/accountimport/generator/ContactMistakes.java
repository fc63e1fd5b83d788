package org.accountimport.generator;

import static org.accountimport.generator.Area.BILLING_CONTACT;
import static org.accountimport.generator.Area.CUSTOMERS;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Mistakes in phone numbers and e-mail addresses. Rules S01 to S04 and the types phone and email. */
final class ContactMistakes {

    /** None of them can be read as a valid number anywhere. */
    private static final String[] NO_PHONE_NUMBERS = {
        "abcde", "ukendt", "12345678", "+45 1234", "8765 432", "+45 12 34 56 78", "-"
    };

    static final List<Mistake> ALL = List.of(
            Mistake.of("mobile that is no phone number", CUSTOMERS, "customers", spot -> {
                spot.place().set("mobile", spot.random().of(NO_PHONE_NUMBERS));
                spot.breaks(1, "mobile", "invalid_phone_number");
            }),
            Mistake.of("landline that is no phone number", CUSTOMERS, "customers", spot -> {
                spot.place().set("landline", spot.random().of(NO_PHONE_NUMBERS));
                spot.breaks(1, "landline", "invalid_phone_number");
            }),
            Mistake.of("both numbers are no phone numbers", CUSTOMERS, "customers", spot -> {
                spot.place().set("mobile", "00000000").set("landline", "oplyses ikke");
                spot.breaks(1, "mobile", "invalid_phone_number");
                spot.breaks(1, "landline", "invalid_phone_number");
            }),
            Mistake.of("alternative number that is none", CUSTOMERS, "customers.alternative_phone_numbers", spot -> {
                spot.place().set("phone_number", spot.random().of(NO_PHONE_NUMBERS));
                spot.breaks(1, "phone_number", "invalid_phone_number");
            }),
            Mistake.of("phone number as a number", CUSTOMERS, "customers", spot -> {
                spot.place().set("mobile", 87_654_321);
                spot.breaks("mobile", "invalid");
            }),
            Mistake.of("remark instead of a phone number", CUSTOMERS, "customers", spot -> {
                spot.place().set("landline", "87654321 (kun hverdage efter kl. 16)");
                spot.breaks("landline", "max_length");
            }),
            Mistake.of("test address of a customer", CUSTOMERS, "customers", spot -> {
                spot.place()
                        .set("email", spot.random().of("test@example.org", "XXX@example.dk", "jens.hansen@test.com"));
                spot.breaks(2, "email", "possible_test_email_address");
            }),
            Mistake.of("address of the supplier itself", CUSTOMERS, "customers", spot -> {
                spot.place()
                        .set(
                                "email",
                                spot.random()
                                        .of("kunde@norlys-internal.dk", "Migration@norlys.dk", "a@mail.kraken.info"));
                spot.breaks(3, "email", "internal_email_address");
            }),
            Mistake.of("test address of the supplier", CUSTOMERS, "customers", spot -> {
                spot.place().set("email", "test@norlys-internal.dk");
                spot.breaks(2, "email", "possible_test_email_address");
                spot.breaks(3, "email", "internal_email_address");
            }),
            Mistake.of(
                    "test address among the contact addresses",
                    CUSTOMERS,
                    "customers",
                    spot -> spot.place().size("contact_emails") > 0,
                    spot -> {
                        ArrayNode emails = (ArrayNode) spot.place().object().get("contact_emails");
                        emails.add("test@example.net");
                        spot.breaks(2, "contact_emails." + (emails.size() - 1), "possible_test_email_address");
                    }),
            Mistake.of("address of a customer that is none", CUSTOMERS, "customers", spot -> {
                spot.place()
                        .set(
                                "email",
                                spot.random().of("ingen", "jens.example.org", "jens@localhost", "a..b@example.org"));
                spot.breaks("email", "invalid");
            }),
            Mistake.of("bills sent into a black hole", BILLING_CONTACT, spot -> {
                spot.account().set("billing_email", "Blackhole+" + spot.random().digits(5) + "@example.com");
                spot.breaks(4, "billing_email", "billing_email_not_valid");
            }),
            Mistake.of("bills sent to the supplier itself", BILLING_CONTACT, spot -> {
                spot.account().set("billing_email", "migration@norlys.dk");
                spot.breaks(3, "billing_email", "internal_email_address");
            }),
            Mistake.of("two billing addresses in one field", BILLING_CONTACT, spot -> {
                spot.account().set("billing_email", "jens@example.org;mette@example.org");
                spot.breaks("billing_email", "invalid");
            }));

    private ContactMistakes() {}
}
