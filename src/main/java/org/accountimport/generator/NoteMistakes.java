package org.accountimport.generator;

import static org.accountimport.generator.Area.NOTES;

import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Mistakes in notes and their documents. Rules S26 and S32 to S34, and the structure of 4.9 and 4.10. */
final class NoteMistakes {

    static final List<Mistake> ALL = List.of(
            Mistake.of(
                    "note without text and document",
                    NOTES,
                    "notes",
                    spot -> !spot.place().has("document_paths"),
                    spot -> {
                        if (spot.random().percent(50)) {
                            spot.place().remove("body");
                        } else {
                            spot.place().set("body", "");
                        }
                        spot.breaks(32, "non_field_errors", "note_body_or_document_path_not_found");
                    }),
            Mistake.of("document path that climbs out", NOTES, "notes.document_paths", spot -> {
                spot.place()
                        .set(
                                "document_path",
                                spot.random()
                                        .of(
                                                "../bilag.pdf",
                                                "/arkiv/bilag.pdf",
                                                "C:\\arkiv\\bilag.pdf",
                                                "a//bilag.pdf"));
                spot.breaks(33, "document_path", "invalid_document_path");
            }),
            Mistake.of("note unpinned before it was written", NOTES, "notes", NoteMistakes::hasDay, spot -> {
                spot.place().set("unpin_at", Timestamps.at(day(spot).minusDays(5), spot.random()));
                spot.breaks(34, "unpin_at", "note_unpin_at_earlier_than_creation_date");
            }),
            Mistake.of("note of the future", NOTES, "notes", NoteMistakes::hasDay, spot -> {
                spot.place().set("created_at", Timestamps.at(Spot.inTheFuture(day(spot)), spot.random()));
                spot.breaks(26, "created_at", "date_in_future");
                if (spot.place().has("unpin_at")) {
                    spot.breaks(34, "unpin_at", "note_unpin_at_earlier_than_creation_date");
                }
            }),
            Mistake.of("time without its offset", NOTES, "notes", NoteMistakes::hasDay, spot -> {
                spot.place().set("created_at", day(spot) + spot.random().of("T12:34:56", " 12:34:56Z", ""));
                spot.breaks("created_at", "invalid");
            }),
            Mistake.of("pinned in words", NOTES, "notes", spot -> {
                spot.place().set("is_pinned", "ja");
                spot.breaks("is_pinned", "invalid");
            }),
            Mistake.of("null character in a note", NOTES, "notes", spot -> {
                spot.place().set("body", "Overført fra\u0000det gamle system");
                spot.breaks("body", "null_characters_not_allowed");
            }),
            Mistake.of("list of documents empty", NOTES, "notes", spot -> {
                spot.place().setEmptyList("document_paths");
                spot.breaks("document_paths", "empty");
            }),
            Mistake.of("external id of a note empty", NOTES, "notes", spot -> {
                spot.place().set("external_id", "");
                spot.breaks("external_id", "blank");
            }),
            Mistake.of("one note instead of a list", NOTES, spot -> {
                spot.account().set("notes", JsonNodeFactory.instance.stringNode("Ringet vedr. aconto"));
                spot.breaks("notes", "not_a_list");
            }));

    private NoteMistakes() {}

    private static boolean hasDay(Spot spot) {
        return spot.place().gives("created_at");
    }

    private static LocalDate day(Spot spot) {
        return LocalDate.parse(spot.place().text("created_at").substring(0, 10));
    }
}
