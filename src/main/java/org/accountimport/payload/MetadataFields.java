package org.accountimport.payload;

import static org.accountimport.payload.ValueType.anyJson;
import static org.accountimport.payload.ValueType.text;

/** The fields of metadata[] and customers[].metadata[], in the order of rulebook section 4.6. */
public final class MetadataFields {

    private static final Shape.Table TABLE = Shape.table("metadata", "4.6", "metadata[] and customers[].metadata[]");

    public static final Field<String> KEY =
            TABLE.field("key", text(1024)).required().add();
    public static final Field<RawJson> VALUE = TABLE.field("value", anyJson())
            .required()
            .notes("any JSON value but null")
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private MetadataFields() {}
}
