package org.accountimport.payload;

import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of a JSON Schema. */
final class JsonSchema {

    private JsonSchema() {}

    @SafeVarargs
    static Map<String, Object> merged(Map<String, Object>... parts) {
        Map<String, Object> merged = new LinkedHashMap<>();
        for (Map<String, Object> part : parts) {
            merged.putAll(part);
        }
        return merged;
    }
}
