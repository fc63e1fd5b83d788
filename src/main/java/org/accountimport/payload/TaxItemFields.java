package org.accountimport.payload;

import static org.accountimport.payload.ValueType.choice;
import static org.accountimport.payload.ValueType.decimal;
import static org.accountimport.payload.ValueType.freeObject;
import static org.accountimport.payload.ValueType.text;

import java.math.BigDecimal;

/** The fields of tax_items[] of a CHARGE, in the order of rulebook section 4.13. */
public final class TaxItemFields {

    private static final Shape.Table TABLE = Shape.table("tax_item", "4.13", "tax_items[] of a CHARGE");

    public static final Field<String> TAX_TYPE =
            TABLE.field("tax_type", text(255)).required().notes("limit ours").add();
    public static final Field<String> UNIT_TYPE = TABLE.field("unit_type", choice("PROPORTION", "CURRENCY_PER_KWH"))
            .required()
            .add();
    public static final Field<BigDecimal> RATE =
            TABLE.field("rate", decimal(20, 15, 5)).required().add();
    public static final Field<BigDecimal> VALUE_TAXED =
            TABLE.field("value_taxed", decimal(20, 15, 5)).required().add();
    public static final Field<BigDecimal> AMOUNT =
            TABLE.field("amount", decimal(20, 10, 10)).required().add();
    public static final Field<RawJson> PARAMS = TABLE.field("params", freeObject())
            .byDefault(RawJson.EMPTY_OBJECT)
            .notes("any keys")
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private TaxItemFields() {}
}
