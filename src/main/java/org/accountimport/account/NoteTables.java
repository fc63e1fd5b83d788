package org.accountimport.account;

import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.DocumentPathFields;
import org.accountimport.payload.NoteFields;
import org.accountimport.payload.PayloadObject;

/** Notes and the documents that belong to them. */
final class NoteTables extends AccountRows {

    private final BinaryCopy notes;
    private final BinaryCopy documents;

    NoteTables() {
        this(
                new BinaryCopy(
                        "account_note",
                        "account_id",
                        "position",
                        "body",
                        "created_at",
                        "is_pinned",
                        "unpin_at",
                        "is_archived",
                        "external_id"),
                new BinaryCopy("account_note_document", "account_id", "note_position", "position", "document_path"));
    }

    private NoteTables(BinaryCopy notes, BinaryCopy documents) {
        super(notes, documents);
        this.notes = notes;
        this.documents = documents;
    }

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.NOTES);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject note = all.get(position);
            notes.row()
                    .bigint(account.id())
                    .integer(position)
                    .text(Normalised.text(note.get(NoteFields.BODY)))
                    .instant(account.timeOrNow(note.get(NoteFields.CREATED_AT)))
                    .bool(note.get(NoteFields.IS_PINNED))
                    .instant(note.get(NoteFields.UNPIN_AT))
                    .bool(note.get(NoteFields.IS_ARCHIVED))
                    .text(Normalised.text(note.get(NoteFields.EXTERNAL_ID)));
            addDocuments(account, position, note);
        }
    }

    private void addDocuments(NewAccount account, int notePosition, PayloadObject note) {
        List<PayloadObject> all = NewAccount.list(note, NoteFields.DOCUMENT_PATHS);
        for (int position = 0; position < all.size(); position++) {
            documents
                    .row()
                    .bigint(account.id())
                    .integer(notePosition)
                    .integer(position)
                    .text(all.get(position).get(DocumentPathFields.DOCUMENT_PATH));
        }
    }
}
