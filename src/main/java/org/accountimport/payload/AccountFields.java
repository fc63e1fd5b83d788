package org.accountimport.payload;

import static org.accountimport.payload.ValueType.bool;
import static org.accountimport.payload.ValueType.choice;
import static org.accountimport.payload.ValueType.date;
import static org.accountimport.payload.ValueType.decimal;
import static org.accountimport.payload.ValueType.email;
import static org.accountimport.payload.ValueType.listOf;
import static org.accountimport.payload.ValueType.object;
import static org.accountimport.payload.ValueType.suppliers;
import static org.accountimport.payload.ValueType.text;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The fields of payload, in the order of rulebook section 4.1. */
public final class AccountFields {

    private static final Shape.Table TABLE = Shape.table("account", "4.1", "payload");

    public static final Field<String> IMPORT_SUPPLIER = TABLE.field("import_supplier", suppliers())
            .required()
            .notes("the configured suppliers, section 6; decides every setting")
            .add();
    public static final Field<String> EXTERNAL_ACCOUNT_NUMBER = TABLE.field(
                    "external_account_number", text(128).withoutControlCharacters())
            .required()
            .notes(
                    "required is ours: the import process is keyed on it; a control character (Unicode Cc) left after cleaning is `invalid` (ours)")
            .add();
    public static final Field<Boolean> UNKNOWN_OCCUPIER = TABLE.field("unknown_occupier", bool())
            .nullable()
            .byDefault(false)
            .notes("null = false")
            .add();
    public static final Field<List<PayloadObject>> CUSTOMERS =
            TABLE.field("customers", listOf(CustomerFields.SHAPE)).add();
    public static final Field<String> BILLING_EMAIL =
            TABLE.field("billing_email", email(254).orBlank()).nullable().add();
    public static final Field<String> BILLING_NAME = TABLE.field("billing_name", text(510))
            .notes("falls back to the customer names")
            .add();
    public static final Field<String> BILLING_SUB_NAME =
            TABLE.field("billing_sub_name", text(256)).add();
    public static final Field<String> BILLING_ATTENTION_OF =
            TABLE.field("billing_attention_of", text(256)).add();
    public static final Field<String> BILLING_CUSTOMER_REFERENCE =
            TABLE.field("billing_customer_reference", text(256)).add();
    public static final Field<PayloadObject> BILLING_ADDRESS = TABLE.field(
                    "billing_address", object(BillingAddressFields.SHAPE))
            .notes("new-style address")
            .add();
    public static final Field<String> BILLING_ADDRESS1 = TABLE.field(
                    "billing_address1", text(512).orBlank())
            .byDefault("")
            .notes("legacy-style address, line 1")
            .add();
    public static final Field<String> BILLING_ADDRESS2 =
            TABLE.field("billing_address2", text(512).orBlank()).byDefault("").add();
    public static final Field<String> BILLING_ADDRESS3 =
            TABLE.field("billing_address3", text(512).orBlank()).byDefault("").add();
    public static final Field<String> BILLING_ADDRESS4 =
            TABLE.field("billing_address4", text(512).orBlank()).byDefault("").add();
    public static final Field<String> BILLING_ADDRESS5 =
            TABLE.field("billing_address5", text(512).orBlank()).byDefault("").add();
    public static final Field<String> BILLING_POSTCODE = TABLE.field(
                    "billing_postcode", text(512).orBlank())
            .byDefault("")
            .notes("legacy-style address")
            .add();
    public static final Field<String> BILLING_DELIVERY_POINT_IDENTIFIER = TABLE.field(
                    "billing_delivery_point_identifier", text(11))
            .notes("legacy-style address; S17")
            .add();
    public static final Field<PayloadObject> ACCOUNT_BILLING_OPTIONS = TABLE.field(
                    "account_billing_options", object(BillingOptionsFields.SHAPE))
            .add();
    public static final Field<String> ACCOUNT_TYPE = TABLE.field("account_type", choice(Enumerations.ACCOUNT_TYPES))
            .byDefault("DOMESTIC")
            .notes("default ours")
            .add();
    public static final Field<String> BUSINESS_TYPE = TABLE.field("business_type", choice(Enumerations.BUSINESS_TYPES))
            .byDefault("")
            .add();
    public static final Field<String> COMPANY_NUMBER = TABLE.field("company_number", text(100))
            .notes("Danish CVR number; S11")
            .add();
    public static final Field<LocalDate> DATE_OF_SALE =
            TABLE.field("date_of_sale", date()).add();
    public static final Field<String> SALES_CHANNEL = TABLE.field("sales_channel", choice(Enumerations.SALES_CHANNELS))
            .byDefaultElsewhere("supplier setting `default_sales_channel`")
            .add();
    public static final Field<String> SALES_SUBCHANNEL = TABLE.field(
                    "sales_subchannel", text(255).orBlank())
            .byDefault("")
            .notes("limit ours")
            .add();
    public static final Field<String> COMMUNICATION_PREFERENCE = TABLE.field(
                    "communication_preference", choice("ONLINE", "PRINT"))
            .byDefault("ONLINE")
            .add();
    public static final Field<String> DOCUMENT_ACCESSIBILITY = TABLE.field(
                    "document_accessibility", choice("LARGE_PRINT", "BRAILLE", "SPOKEN", ""))
            .byDefault("")
            .add();
    public static final Field<List<PayloadObject>> CONSENTS = TABLE.field(
                    "consents", listOf(ConsentFields.SHAPE).atLeastOne())
            .notes("consents of the whole account")
            .add();
    public static final Field<List<PayloadObject>> NOTES =
            TABLE.field("notes", listOf(NoteFields.SHAPE)).add();
    public static final Field<LocalDate> LAST_BILLED_TO_DATE = TABLE.field("last_billed_to_date", date())
            .notes("may lie in the future (a conto billing in advance)")
            .add();
    public static final Field<LocalDate> NEXT_BILL_DUE_DATE =
            TABLE.field("next_bill_due_date", date()).nullable().add();
    public static final Field<List<PayloadObject>> LEDGERS =
            TABLE.field("ledgers", listOf(LedgerFields.SHAPE)).add();
    public static final Field<BigDecimal> TRANSFER_BALANCE = TABLE.field("transfer_balance", decimal(20, 10, 10))
            .notes("credit positive, debit negative")
            .add();
    public static final Field<List<PayloadObject>> STATEMENTS =
            TABLE.field("statements", listOf(StatementFields.SHAPE)).add();
    public static final Field<List<PayloadObject>> METADATA =
            TABLE.field("metadata", listOf(MetadataFields.SHAPE)).add();
    public static final Field<List<PayloadObject>> REFERENCES =
            TABLE.field("references", listOf(ReferenceFields.SHAPE)).add();
    public static final Field<String> OPERATIONS_TEAM_NAME = TABLE.field("operations_team_name", text(255))
            .notes("limit ours; S54-S56")
            .add();
    public static final Field<List<PayloadObject>> SUPPLY_ADDRESSES =
            TABLE.field("supply_addresses", listOf(SupplyAddressFields.SHAPE)).add();

    public static final Shape SHAPE = TABLE.shape();

    private AccountFields() {}

    /** Whether a payload could name this sales channel. */
    public static boolean isSalesChannel(String channel) {
        return !channel.isEmpty() && Enumerations.SALES_CHANNELS.find(channel) != null;
    }
}
