package org.accountimport.generator;

import tools.jackson.databind.node.ObjectNode;

/** The ways in which systems say that they have no value: nothing at all, null, or empty text. */
final class Gap {

    private Gap() {}

    /** For fields that may be null and blank. */
    static void nullOrBlank(ObjectNode object, String field, SeededRandom random) {
        int way = random.below(10);
        if (way == 0) {
            object.putNull(field);
        } else if (way < 3) {
            object.put(field, "");
        }
    }

    /** For text that may be blank, but not null. */
    static void blank(ObjectNode object, String field, SeededRandom random) {
        if (random.percent(20)) {
            object.put(field, random.percent(90) ? "" : " ");
        }
    }

    /** For choices of which the empty text is one. */
    static void noChoice(ObjectNode object, String field, SeededRandom random) {
        if (random.percent(20)) {
            object.put(field, "");
        }
    }

    /** For fields that may be null, but not blank. */
    static void nothing(ObjectNode object, String field, SeededRandom random) {
        if (random.percent(20)) {
            object.putNull(field);
        }
    }
}
