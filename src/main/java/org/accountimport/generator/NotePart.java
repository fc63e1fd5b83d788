package org.accountimport.generator;

import java.time.LocalDate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code notes} and their documents. Source: rulebook, 4.9 and 4.10. */
final class NotePart {

    private static final String[] BODIES = {
        "Kunden har bedt om at få regningen på papir.",
        "Aftalt afdragsordning over tre måneder.",
        "Ringet vedr. aconto; beløbet er sat ned fra næste periode.",
        "Måler står i skuret bag huset, nøgle hos viceværten.",
        "Flytter til sommer – send flytteopgørelse til ny adresse.",
        "Klage over rykkergebyr; gebyret er krediteret.",
        "Overført fra det gamle kundesystem.\nSe også bilag.",
        "Ønsker kontakt pr. e-mail, ikke telefon.",
        "Solceller tilsluttet, se \"nettoafregning\"."
    };

    private NotePart() {}

    static void write(ObjectNode account, AccountFacts facts, SeededRandom random) {
        int share = random.below(100);
        int count = share < 40 ? 0 : share < 80 ? 1 : share < 94 ? 2 : 3;
        if (count == 0) {
            if (random.percent(30)) {
                account.putArray("notes");
            }
            return;
        }
        ArrayNode notes = account.putArray("notes");
        for (int i = 0; i < count; i++) {
            writeNote(notes.addObject(), i, facts, random);
        }
    }

    private static void writeNote(ObjectNode note, int position, AccountFacts facts, SeededRandom random) {
        boolean documents = random.percent(12);
        if (!documents || random.percent(70)) {
            note.put("body", random.of(BODIES));
        } else {
            Gap.blank(note, "body", random);
        }
        LocalDate created = facts.today().minusDays(random.between(40, 3000));
        if (random.percent(95)) {
            note.put("created_at", Timestamps.at(created, random));
        }
        if (random.percent(30)) {
            note.put("is_pinned", true);
            if (random.percent(50)) {
                note.put("unpin_at", Timestamps.at(created.plusDays(random.between(2, 36)), random));
            }
        }
        if (random.percent(20)) {
            note.put("is_archived", random.percent(50));
        }
        if (random.percent(25)) {
            note.put("external_id", "NOTE-" + facts.sequence() + "-" + position);
        }
        if (documents) {
            ArrayNode paths = note.putArray("document_paths");
            for (int i = random.between(1, 2); i > 0; i--) {
                paths.addObject()
                        .put("document_path", facts.externalAccountNumber() + "/bilag-" + position + "-" + i + ".pdf");
            }
        }
    }
}
