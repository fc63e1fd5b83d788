package org.accountimport.payload;

import static org.accountimport.payload.ValueType.phone;

/** The fields of customers[].alternative_phone_numbers[], in the order of rulebook section 4.3. */
public final class AlternativePhoneNumberFields {

    private static final Shape.Table TABLE =
            Shape.table("alternative_phone_number", "4.3", "customers[].alternative_phone_numbers[]");

    public static final Field<String> PHONE_NUMBER = TABLE.field(
                    "phone_number", phone(32).orBlank())
            .nullable()
            .byDefault("")
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private AlternativePhoneNumberFields() {}
}
