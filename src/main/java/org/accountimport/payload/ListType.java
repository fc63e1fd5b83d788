package org.accountimport.payload;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** A JSON array. Wrong items are flawed each for itself; they do not make the list wrong. */
final class ListType<T> extends ValueType<List<T>> {

    private final ValueType<T> items;
    private final int min;

    ListType(ValueType<T> items, int min) {
        super("list of " + (items instanceof ObjectType object ? object.shape().name() : items.name()));
        this.items = items;
        this.min = min;
    }

    ListType<T> atLeastOne() {
        return new ListType<>(items, 1);
    }

    @Override
    public String limits() {
        return min == 0 ? "" : "at least " + min + " item";
    }

    @Override
    List<T> byDefault() {
        return List.of();
    }

    @Override
    List<Shape> shapes() {
        return items.shapes();
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        if (token != JsonToken.START_ARRAY) {
            source.skip(token);
            return Flaw.NOT_A_LIST;
        }
        source.enter();
        PayloadList<T> list = new PayloadList<>();
        for (JsonToken item = source.next(); item != JsonToken.END_ARRAY; item = source.next()) {
            list.add(
                    item == JsonToken.VALUE_NULL
                            ? Flaw.NULL
                            : items.readItem(item, source, owner, position, list.sent()),
                    source);
        }
        source.leave();
        return list.sent() < min ? StructuralCode.EMPTY.flaw(min) : list.complete();
    }

    @Override
    Map<String, Object> schema() {
        Map<String, Object> schema = AccountSchema.ordered("type", "array", "items", items.schema());
        return min == 0 ? schema : AccountSchema.merged(schema, Map.of("minItems", min));
    }
}
