package org.accountimport.payload;

import java.util.Map;
import tools.jackson.core.JsonToken;

/** {@code true} or {@code false} and nothing that merely looks like it. */
final class BooleanType extends ValueType<Boolean> {

    BooleanType() {
        super("boolean");
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        return token.isBoolean() ? (Object) (token == JsonToken.VALUE_TRUE) : wrongKind(token, source);
    }

    @Override
    Map<String, Object> schema() {
        return Map.of("type", "boolean");
    }
}
