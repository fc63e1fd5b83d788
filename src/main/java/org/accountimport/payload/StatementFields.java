package org.accountimport.payload;

import static org.accountimport.payload.ValueType.date;
import static org.accountimport.payload.ValueType.integer;
import static org.accountimport.payload.ValueType.text;

import java.time.LocalDate;

/** The fields of statements[], in the order of rulebook section 4.14. */
public final class StatementFields {

    private static final Shape.Table TABLE = Shape.table("statement", "4.14", "statements[]");

    public static final Field<LocalDate> BILL_PERIOD_FROM_DATE = TABLE.field("bill_period_from_date", date())
            .required()
            .notes("inclusive")
            .add();
    public static final Field<LocalDate> BILL_PERIOD_TO_DATE = TABLE.field("bill_period_to_date", date())
            .required()
            .notes("inclusive")
            .add();
    public static final Field<String> STATEMENT_PATH = TABLE.field(
                    "statement_path", text(1024).orBlank())
            .byDefault("")
            .notes("limit ours; absent or blank is S57")
            .add();
    public static final Field<String> STATEMENT_ID = TABLE.field("statement_id", text(255))
            .required()
            .notes("limit ours")
            .add();
    public static final Field<String> NUMBER = TABLE.field("number", text(255).orBlank())
            .byDefault("")
            .notes("customer-facing number; limit ours")
            .add();
    public static final Field<LocalDate> ISSUED_DATE =
            TABLE.field("issued_date", date()).nullable().add();
    public static final Field<Long> GROSS_AMOUNT = TABLE.field(
                    "gross_amount", integer(-999_999_999_999L, 999_999_999_999L))
            .nullable()
            .notes("in øre; limits ours")
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private StatementFields() {}
}
