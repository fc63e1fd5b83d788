package org.accountimport.payload;

import static org.accountimport.payload.ValueType.bool;
import static org.accountimport.payload.ValueType.choice;
import static org.accountimport.payload.ValueType.integer;

/** The fields of account_billing_options, in the order of rulebook section 4.8. */
public final class BillingOptionsFields {

    private static final Shape.Table TABLE = Shape.table("account_billing_options", "4.8", "account_billing_options");

    public static final Field<String> PERIOD_LENGTH = TABLE.field("period_length", choice("MONTHLY", "QUARTERLY"))
            .nullable()
            .add();
    public static final Field<Long> PERIOD_LENGTH_MULTIPLIER = TABLE.field("period_length_multiplier", integer(1, 12))
            .nullable()
            .notes("limits ours")
            .add();
    public static final Field<Long> PERIOD_START_DAY =
            TABLE.field("period_start_day", integer(1, 28)).nullable().add();
    public static final Field<Long> PERIOD_START_MONTH =
            TABLE.field("period_start_month", integer(1, 12)).nullable().add();
    public static final Field<Boolean> USE_INDUSTRY_BILLING =
            TABLE.field("use_industry_billing", bool()).byDefault(false).add();

    public static final Shape SHAPE = TABLE.shape();

    private BillingOptionsFields() {}
}
