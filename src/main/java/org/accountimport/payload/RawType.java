package org.accountimport.payload;

import java.util.Map;
import tools.jackson.core.JsonToken;

/** JSON nobody looks into, kept byte for byte: any object, or any value but null. */
final class RawType extends ValueType<RawJson> {

    private final boolean objectsOnly;

    RawType(boolean objectsOnly) {
        super(objectsOnly ? "free object" : "any JSON");
        this.objectsOnly = objectsOnly;
    }

    @Override
    Flaw invalid() {
        return Flaw.invalid("object");
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        return objectsOnly && token != JsonToken.START_OBJECT ? wrongKind(token, source) : source.raw(token);
    }

    @Override
    Map<String, Object> schema() {
        return objectsOnly ? Map.of("type", "object") : Map.of("not", Map.of("type", "null"));
    }
}
