package org.accountimport.validation;

import java.time.Instant;
import org.accountimport.payload.NoteFields;

/**
 * Notes: rulebook section 5.5, S32 and S34.
 */
final class NoteRules {

    private NoteRules() {}

    static final Rule SAYS_SOMETHING = Rule.row(
                    Section.NOTES_AND_STATEMENTS, 32, "note_body_or_document_path_not_found")
            .atNonFieldErrors(Scope.NOTES)
            .reads(NoteFields.BODY, NoteFields.DOCUMENT_PATHS)
            .when(
                    "neither `body` nor `document_paths` is given",
                    (note, facts) -> !note.given(NoteFields.BODY) && !note.given(NoteFields.DOCUMENT_PATHS))
            .detail("A note needs a body or a document");

    static final Rule UNPINNED_AFTER_IT_IS_WRITTEN = Rule.row(
                    Section.NOTES_AND_STATEMENTS, 34, "note_unpin_at_earlier_than_creation_date")
            .at(Scope.NOTES, NoteFields.UNPIN_AT)
            .reads(NoteFields.CREATED_AT)
            .when(
                    "both are given and `unpin_at` is an earlier instant than `created_at`; equal is fine",
                    (note, facts) -> {
                        Instant created = note.get(NoteFields.CREATED_AT);
                        Instant unpinned = note.get(NoteFields.UNPIN_AT);
                        return created != null && unpinned != null && unpinned.isBefore(created);
                    })
            .detail("The note is unpinned before it is written");
}
