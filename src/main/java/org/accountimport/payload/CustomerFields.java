package org.accountimport.payload;

import static org.accountimport.payload.ValueType.choice;
import static org.accountimport.payload.ValueType.date;
import static org.accountimport.payload.ValueType.email;
import static org.accountimport.payload.ValueType.listOf;
import static org.accountimport.payload.ValueType.object;
import static org.accountimport.payload.ValueType.phone;
import static org.accountimport.payload.ValueType.text;

import java.time.LocalDate;
import java.util.List;

/** The fields of customers[], in the order of rulebook section 4.2. */
public final class CustomerFields {

    private static final Shape.Table TABLE = Shape.table("customer", "4.2", "customers[]");

    public static final Field<String> GIVEN_NAME =
            TABLE.field("given_name", text(255).orBlank()).byDefault("").add();
    public static final Field<String> FAMILY_NAME = TABLE.field(
                    "family_name", text(255).orBlank())
            .byDefault("")
            .notes("S20")
            .add();
    public static final Field<String> EMAIL =
            TABLE.field("email", email(254).orBlank()).nullable().byDefault("").add();
    public static final Field<List<String>> CONTACT_EMAILS = TABLE.field("contact_emails", listOf(email(254)))
            .notes("items: email, max 254, neither null nor blank")
            .add();
    public static final Field<String> MOBILE =
            TABLE.field("mobile", phone(32).orBlank()).nullable().byDefault("").add();
    public static final Field<String> LANDLINE = TABLE.field(
                    "landline", phone(32).orBlank())
            .nullable()
            .byDefault("")
            .add();
    public static final Field<List<PayloadObject>> ALTERNATIVE_PHONE_NUMBERS = TABLE.field(
                    "alternative_phone_numbers", listOf(AlternativePhoneNumberFields.SHAPE))
            .add();
    public static final Field<LocalDate> DATE_OF_BIRTH =
            TABLE.field("date_of_birth", date()).nullable().add();
    public static final Field<String> TITLE =
            TABLE.field("title", text(20).orBlank()).nullable().byDefault("").add();
    public static final Field<String> SALUTATION = TABLE.field(
                    "salutation", text(128).orBlank())
            .nullable()
            .byDefault("")
            .add();
    public static final Field<String> PRONOUNS = TABLE.field("pronouns", choice(Enumerations.PRONOUNS))
            .nullable()
            .byDefault("")
            .add();
    public static final Field<String> DECEASED = TABLE.field("deceased", choice("Reported", "Confirmed", ""))
            .byDefault("")
            .add();
    public static final Field<String> LABEL = TABLE.field("label", text(255).orBlank())
            .nullable()
            .byDefault("")
            .notes("limit ours; e.g. a job title")
            .add();
    public static final Field<PayloadObject> CUSTOMER_PREFERENCES = TABLE.field(
                    "customer_preferences", object(CustomerPreferencesFields.SHAPE))
            .notes("excludes `consents`, S30")
            .add();
    public static final Field<List<PayloadObject>> CONSENTS =
            TABLE.field("consents", listOf(ConsentFields.SHAPE).atLeastOne()).add();
    public static final Field<List<PayloadObject>> METADATA =
            TABLE.field("metadata", listOf(MetadataFields.SHAPE)).add();

    public static final Shape SHAPE = TABLE.shape();

    private CustomerFields() {}
}
