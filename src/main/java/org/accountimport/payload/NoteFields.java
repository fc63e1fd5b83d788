package org.accountimport.payload;

import static org.accountimport.payload.ValueType.bool;
import static org.accountimport.payload.ValueType.dateTime;
import static org.accountimport.payload.ValueType.listOf;
import static org.accountimport.payload.ValueType.text;

import java.time.Instant;
import java.util.List;

/** The fields of notes[], in the order of rulebook section 4.9. */
public final class NoteFields {

    private static final Shape.Table TABLE = Shape.table("note", "4.9", "notes[]");

    public static final Field<String> BODY =
            TABLE.field("body", text().orBlank()).byDefault("").add();
    public static final Field<Instant> CREATED_AT = TABLE.field("created_at", dateTime())
            .byDefaultElsewhere("time of import")
            .add();
    public static final Field<Boolean> IS_PINNED =
            TABLE.field("is_pinned", bool()).byDefault(false).add();
    public static final Field<Instant> UNPIN_AT =
            TABLE.field("unpin_at", dateTime()).notes("no effect unless pinned").add();
    public static final Field<Boolean> IS_ARCHIVED =
            TABLE.field("is_archived", bool()).byDefault(false).add();
    public static final Field<String> EXTERNAL_ID =
            TABLE.field("external_id", text(255)).notes("limit ours").add();
    public static final Field<List<PayloadObject>> DOCUMENT_PATHS = TABLE.field(
                    "document_paths", listOf(DocumentPathFields.SHAPE).atLeastOne())
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private NoteFields() {}
}
