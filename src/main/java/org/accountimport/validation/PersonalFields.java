package org.accountimport.validation;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Tells which values of a payload may be shown to anybody. What is not known to be harmless is personal data: names, addresses,
 * numbers of people, what they said, and whatever stands in a field that nobody has defined.
 */
public final class PersonalFields {

    /** Free texts that say nothing of a person. */
    private static final Set<String> HARMLESS_TEXTS = Set.of(
            "account.import_supplier",
            "account.external_account_number",
            "account.operations_team_name",
            "ledger.ledger_code",
            "transaction.transaction_id",
            "transaction.billing_document_identifier",
            "tax_item.tax_type",
            "statement.statement_id",
            "statement.number",
            "note.external_id",
            "reference.namespace");

    /** Fields of types that are harmless elsewhere: they tell of birth, death, health and need. */
    private static final Set<String> PERSONAL_FACTS = Set.of(
            "account.document_accessibility",
            "customer.date_of_birth",
            "customer.pronouns",
            "customer.deceased",
            "customer_preferences.is_user_psr_consent_obtained");

    private static final Pattern LIST_POSITION = Pattern.compile("[0-9]+");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,60}");
    private static final Pattern NUMBER = Pattern.compile("[-+0-9.eE]{1,40}|true|false");
    private static final Pattern DATE = Pattern.compile("[-+0-9T:.Z ]{1,40}");

    private PersonalFields() {}

    /** The field that a violation's attr names; empty when nobody has defined it. */
    public static Optional<Field<?>> at(String attr) {
        Shape shape = AccountFields.SHAPE;
        Field<?> field = null;
        for (String name : attr.split("\\.", -1)) {
            if (field != null && LIST_POSITION.matcher(name).matches()) {
                continue;
            }
            field = shape == null ? null : shape.field(name).orElse(null);
            if (field == null) {
                return Optional.empty();
            }
            shape = field.holds().orElse(null);
        }
        return Optional.ofNullable(field);
    }

    /**
     * Whether a value may be shown. One that a field is not meant for may be anything, so it is shown only where it looks like
     * what belongs there.
     *
     * @param field null when nobody has defined it
     * @param value as text
     */
    public static boolean isHarmless(@Nullable Field<?> field, String value) {
        if (value.isEmpty()) {
            return true;
        }
        if (field == null || PERSONAL_FACTS.contains(field.toString())) {
            return false;
        }
        return switch (field.type().name()) {
            case "choice", "country" -> CODE.matcher(value).matches();
            case "boolean", "decimal", "integer" -> NUMBER.matcher(value).matches();
            case "date", "datetime" -> DATE.matcher(value).matches();
            default -> HARMLESS_TEXTS.contains(field.toString());
        };
    }
}
