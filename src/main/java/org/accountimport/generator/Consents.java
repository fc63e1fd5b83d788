package org.accountimport.generator;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a list of {@code consents}, of a customer or of the whole account. Source: rulebook, 4.5. */
final class Consents {

    private Consents() {}

    /** One to three consents, no type twice. */
    static void write(ObjectNode owner, AccountFacts facts, SeededRandom random) {
        ArrayNode consents = owner.putArray("consents");
        int types = SupplierConventions.CONSENT_TYPES.size();
        int firstType = random.below(types);
        int count = random.between(1, 3);
        for (int i = 0; i < count; i++) {
            ObjectNode consent = consents.addObject();
            consent.put("type", SupplierConventions.CONSENT_TYPES.get((firstType + i) % types));
            consent.put("value", random.of("ACCEPTED", "ACCEPTED", "REJECTED", "UNKNOWN", "PENDING"));
            if (random.percent(80)) {
                consent.put("signed_at", Timestamps.before(facts.today(), 2000, random));
            }
            if (random.percent(20)) {
                consent.put("description", random.of("Givet på hjemmesiden", "Givet i telefonen", "Fra velkomstbrev"));
            }
        }
    }
}
