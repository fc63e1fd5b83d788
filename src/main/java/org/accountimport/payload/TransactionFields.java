package org.accountimport.payload;

import static org.accountimport.payload.ValueType.choice;
import static org.accountimport.payload.ValueType.choiceByType;
import static org.accountimport.payload.ValueType.date;
import static org.accountimport.payload.ValueType.decimal;
import static org.accountimport.payload.ValueType.listOf;
import static org.accountimport.payload.ValueType.text;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The fields of ledgers[].current_statement_transactions[] and ledgers[].historical_statement_transactions[], in the order of rulebook section 4.12. */
public final class TransactionFields {

    private static final Shape.Table TABLE = Shape.table(
                    "transaction",
                    "4.12",
                    "ledgers[].current_statement_transactions[] and ledgers[].historical_statement_transactions[]")
            .settledBy(TransactionTypeSettlement::settle);

    public static final Field<String> TRANSACTION_ID = TABLE.field(
                    "transaction_id", text(255).orBlank())
            .nullable()
            .byDefault("")
            .notes("limit ours; absent, null or blank is S36, not `required`")
            .add();
    public static final Field<LocalDate> TRANSACTION_DATE =
            TABLE.field("transaction_date", date()).required().add();
    public static final Field<BigDecimal> AMOUNT = TABLE.field(
                    "amount", decimal(20, 10, 10).atLeastZero())
            .required()
            .notes("magnitude only, the sign follows from `type`; min ours")
            .add();
    public static final Field<String> TYPE = TABLE.field("type", choice(Enumerations.TRANSACTION_TYPES))
            .required()
            .add();
    public static final Field<String> REASON = TABLE.field("reason", choiceByType(Enumerations.REASONS))
            .notes("E5-E8 by type; required for CREDIT and CHARGE, else optional")
            .add();
    public static final Field<String> PAYMENT_TYPE = TABLE.field(
                    "payment_type", choiceByType(Enumerations.PAYMENT_TYPES))
            .byDefault("")
            .notes("only PAYMENT (E9) and REPAYMENT (E10)")
            .add();
    public static final Field<String> REFERENCE = TABLE.field(
                    "reference", text(255).orBlank())
            .byDefault("")
            .notes("only PAYMENT and REPAYMENT; limit ours")
            .add();
    public static final Field<String> NOTE =
            TABLE.field("note", text().orBlank()).byDefault("").add();
    public static final Field<String> DISPLAY_NOTE = TABLE.field("display_note", text().orBlank())
            .byDefault("")
            .notes("shown to the customer")
            .add();
    public static final Field<String> BILLING_DOCUMENT_IDENTIFIER = TABLE.field(
                    "billing_document_identifier", text(255))
            .notes("limit ours; S50-S53")
            .add();
    public static final Field<List<PayloadObject>> TAX_ITEMS = TABLE.field("tax_items", listOf(TaxItemFields.SHAPE))
            .notes("only CHARGE")
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private TransactionFields() {}
}
