package org.accountimport.generator;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of the rulebook's field tables, in which generated fields stand and violations are listed: depth first,
 * list items by index, {@code non_field_errors} before an object's fields, unknown fields after them by name. Source:
 * rulebook, sections 2 and 4.
 */
final class PayloadOrder {

    /** One line an object: the field that holds it (none for the payload), then its fields. */
    private static final String TABLES = """
            : import_supplier external_account_number unknown_occupier customers billing_email billing_name \
            billing_sub_name billing_attention_of billing_customer_reference billing_address billing_address1 \
            billing_address2 billing_address3 billing_address4 billing_address5 billing_postcode \
            billing_delivery_point_identifier account_billing_options account_type business_type company_number \
            date_of_sale sales_channel sales_subchannel communication_preference document_accessibility consents notes \
            last_billed_to_date next_bill_due_date ledgers transfer_balance statements metadata references \
            operations_team_name supply_addresses
            customers: given_name family_name email contact_emails mobile landline alternative_phone_numbers \
            date_of_birth title salutation pronouns deceased label customer_preferences consents metadata
            alternative_phone_numbers: phone_number
            customer_preferences: opted_into_sms opted_into_recommended opted_into_updates opted_into_third_parties \
            opted_into_offers opted_into_associated_companies opted_into_whatsapp is_user_psr_consent_obtained
            consents: type value signed_at description
            metadata: key value
            billing_address: name organization street_address dependent_locality locality administrative_area \
            postal_code sorting_code country delivery_point_identifier structured_street_address
            account_billing_options: period_length period_length_multiplier period_start_day period_start_month \
            use_industry_billing
            notes: body created_at is_pinned unpin_at is_archived external_id document_paths
            document_paths: document_path
            ledgers: ledger_code last_statement_balance last_statement_closing_date last_statement_issue_date \
            ledger_balance current_statement_transactions historical_statement_transactions
            current_statement_transactions: transaction_id transaction_date amount type reason payment_type reference \
            note display_note billing_document_identifier tax_items
            historical_statement_transactions: transaction_id transaction_date amount type reason payment_type \
            reference note display_note billing_document_identifier tax_items
            tax_items: tax_type unit_type rate value_taxed amount params
            statements: bill_period_from_date bill_period_to_date statement_path statement_id number issued_date \
            gross_amount
            references: namespace value
            supply_addresses: primary_place_of_residence_since customer_at_supply_address_from_date \
            customer_at_supply_address_to_date supply_postcode supply_address1 supply_address2 supply_address3 \
            supply_address4 supply_address5 supply_delivery_point_identifier property_external_identifier
            """;

    private static final Map<String, List<String>> FIELDS = parse();

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

    private static Map<String, List<String>> parse() {
        Map<String, List<String>> fields = new HashMap<>();
        TABLES.lines().forEach(line -> {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon),
                    List.of(line.substring(colon + 1).strip().split(" ")));
        });
        return fields;
    }
}
