package org.accountimport.payload;

import java.util.Map;

/** Regular expressions (ECMA-262, as JSON Schema wants them) that say of received text what can be said before cleaning. */
final class TextSchema {

    static final String DATE = "";
    static final String DATE_TIME = "";

    private TextSchema() {}

    static Map<String, Object> of(TextType.Content content, int max, boolean orBlank) {
        return Map.of();
    }

    static String decimal(int whole, int places, boolean atLeastZero) {
        return "";
    }
}
