package org.accountimport.payload;

import static org.accountimport.payload.ValueType.text;

/** The fields of references[], in the order of rulebook section 4.15. */
public final class ReferenceFields {

    private static final Shape.Table TABLE = Shape.table("reference", "4.15", "references[]");

    public static final Field<String> NAMESPACE =
            TABLE.field("namespace", text(50)).required().notes("S60").add();
    public static final Field<String> VALUE =
            TABLE.field("value", text(100)).required().add();

    public static final Shape SHAPE = TABLE.shape();

    private ReferenceFields() {}
}
