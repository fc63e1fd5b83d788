package org.accountimport.generator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.AlternativePhoneNumberFields;
import org.accountimport.payload.BillingAddressFields;
import org.accountimport.payload.BillingOptionsFields;
import org.accountimport.payload.ConsentFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.CustomerPreferencesFields;
import org.accountimport.payload.DocumentPathFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.MetadataFields;
import org.accountimport.payload.NoteFields;
import org.accountimport.payload.ReferenceFields;
import org.accountimport.payload.Shape;
import org.accountimport.payload.StatementFields;
import org.accountimport.payload.SupplyAddressFields;
import org.accountimport.payload.TaxItemFields;
import org.accountimport.payload.TransactionFields;

/**
 * The order of the rulebook's field tables, in which generated fields stand and violations are listed: depth first,
 * list items by index, {@code non_field_errors} before an object's fields, unknown fields after them by name. Source:
 * rulebook, sections 2 and 4.
 */
final class PayloadOrder {

    /** What the objects look like that a field holds, itself or in its list; the payload has no holder. */
    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("", AccountFields.SHAPE),
            Map.entry("customers", CustomerFields.SHAPE),
            Map.entry("alternative_phone_numbers", AlternativePhoneNumberFields.SHAPE),
            Map.entry("customer_preferences", CustomerPreferencesFields.SHAPE),
            Map.entry("consents", ConsentFields.SHAPE),
            Map.entry("metadata", MetadataFields.SHAPE),
            Map.entry("billing_address", BillingAddressFields.SHAPE),
            Map.entry("account_billing_options", BillingOptionsFields.SHAPE),
            Map.entry("notes", NoteFields.SHAPE),
            Map.entry("document_paths", DocumentPathFields.SHAPE),
            Map.entry("ledgers", LedgerFields.SHAPE),
            Map.entry("current_statement_transactions", TransactionFields.SHAPE),
            Map.entry("historical_statement_transactions", TransactionFields.SHAPE),
            Map.entry("tax_items", TaxItemFields.SHAPE),
            Map.entry("statements", StatementFields.SHAPE),
            Map.entry("references", ReferenceFields.SHAPE),
            Map.entry("supply_addresses", SupplyAddressFields.SHAPE));

    private static final Map<String, List<String>> FIELDS = SHAPES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> names(entry.getValue())));

    /** Orders attrs as a payload's violations are listed. */
    static final Comparator<String> OF_ATTRS = PayloadOrder::compareAttrs;

    private PayloadOrder() {}

    /** The fields of the objects that {@code holder} holds; the payload's own for the empty name. */
    static List<String> fields(String holder) {
        return FIELDS.getOrDefault(holder, List.of());
    }

    /** Orders the fields of the objects that {@code holder} holds. */
    static Comparator<String> ofFields(String holder) {
        List<String> known = fields(holder);
        return Comparator.<String>comparingInt(field -> rank(known, field)).thenComparing(Comparator.naturalOrder());
    }

    private static int rank(List<String> known, String field) {
        if (field.equals("non_field_errors")) {
            return -1;
        }
        int position = known.indexOf(field);
        return position < 0 ? known.size() : position;
    }

    private static int compareAttrs(String left, String right) {
        String[] leftPath = left.split("\\.", -1);
        String[] rightPath = right.split("\\.", -1);
        String holder = "";
        for (int i = 0; i < Math.min(leftPath.length, rightPath.length); i++) {
            String leftStep = leftPath[i];
            String rightStep = rightPath[i];
            if (isPosition(leftStep) && isPosition(rightStep)) {
                int byPosition = Integer.compare(Integer.parseInt(leftStep), Integer.parseInt(rightStep));
                if (byPosition != 0) {
                    return byPosition;
                }
            } else {
                int byField = ofFields(holder).compare(leftStep, rightStep);
                if (byField != 0) {
                    return byField;
                }
                holder = leftStep;
            }
        }
        return Integer.compare(leftPath.length, rightPath.length);
    }

    private static boolean isPosition(String step) {
        return !step.isEmpty() && Character.isDigit(step.charAt(0));
    }

    private static List<String> names(Shape shape) {
        return shape.fields().stream().map(Field::name).toList();
    }
}
