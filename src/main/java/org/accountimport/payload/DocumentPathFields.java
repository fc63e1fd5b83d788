package org.accountimport.payload;

import static org.accountimport.payload.ValueType.text;

/** The fields of notes[].document_paths[], in the order of rulebook section 4.10. */
public final class DocumentPathFields {

    private static final Shape.Table TABLE = Shape.table("document_path", "4.10", "notes[].document_paths[]");

    public static final Field<String> DOCUMENT_PATH = TABLE.field("document_path", text(1024))
            .required()
            .notes("limit ours; S33")
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private DocumentPathFields() {}
}
