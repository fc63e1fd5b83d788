package org.accountimport.payload;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** A JSON object of a known shape. */
final class ObjectType extends ValueType<PayloadObject> {

    private final Shape shape;

    ObjectType(Shape shape) {
        super("object " + shape.name());
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }

    @Override
    List<Shape> shapes() {
        return List.of(shape);
    }

    @Override
    Flaw invalid() {
        return Flaw.invalid("object");
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        return readItem(token, source, owner, position, PayloadObject.NOT_IN_A_LIST);
    }

    @Override
    Object readItem(JsonToken token, JsonSource source, PayloadObject owner, int position, int index) {
        return token == JsonToken.START_OBJECT
                ? PayloadObject.read(shape, source, owner, position, index)
                : wrongKind(token, source);
    }

    @Override
    Map<String, Object> schema() {
        return Map.of("$ref", "#/$defs/" + shape.name());
    }
}
