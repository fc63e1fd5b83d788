package org.accountimport.payload;

import static org.accountimport.payload.ValueType.choice;
import static org.accountimport.payload.ValueType.consentTypes;
import static org.accountimport.payload.ValueType.dateTime;
import static org.accountimport.payload.ValueType.text;

import java.time.Instant;

/** The fields of consents[] and customers[].consents[], in the order of rulebook section 4.5. */
public final class ConsentFields {

    private static final Shape.Table TABLE = Shape.table("consent", "4.5", "consents[] and customers[].consents[]");

    public static final Field<String> TYPE =
            TABLE.field("type", consentTypes()).required().add();
    public static final Field<String> VALUE = TABLE.field("value", choice("ACCEPTED", "REJECTED", "UNKNOWN", "PENDING"))
            .required()
            .add();
    public static final Field<Instant> SIGNED_AT = TABLE.field("signed_at", dateTime())
            .byDefaultElsewhere("time of import")
            .add();
    public static final Field<String> DESCRIPTION =
            TABLE.field("description", text(255)).add();

    public static final Shape SHAPE = TABLE.shape();

    private ConsentFields() {}
}
