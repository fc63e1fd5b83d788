package org.accountimport.payload;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * One field of one kind of object: a row of a table in rulebook section 4, declared once. Reading, JSON Schema and the
 * field reference are all made from it.
 *
 * @param <T> the Java type of a value that was read
 */
public final class Field<T> {

    private final String name;
    private final ValueType<T> type;
    private final boolean required;
    private final boolean nullable;
    private final @Nullable T byDefault;
    private final @Nullable String defaultElsewhere;
    private final String notes;
    private final Shape shape;
    private final int position;

    private Field(Row<T> row, Shape shape, int position) {
        this.name = row.name;
        this.type = row.type;
        this.required = row.required;
        this.nullable = row.nullable;
        this.byDefault = row.byDefault;
        this.defaultElsewhere = row.defaultElsewhere;
        this.notes = row.notes;
        this.shape = shape;
        this.position = position;
    }

    /** The key in the JSON object. */
    public String name() {
        return name;
    }

    public ValueType<T> type() {
        return type;
    }

    public boolean required() {
        return required;
    }

    public boolean nullable() {
        return nullable;
    }

    /** What stands for an absent field; null when nothing does, or when it depends on more than the field. */
    public @Nullable T byDefault() {
        return byDefault;
    }

    /** Where an absent field's value comes from when it is not a constant, in words; null when it is a constant or nothing. */
    public @Nullable String defaultElsewhere() {
        return defaultElsewhere;
    }

    /** What the rulebook notes about the field; may be empty. */
    public String notes() {
        return notes;
    }

    /** The shape of the object, or of each object in the list, that this field holds. */
    public Optional<Shape> holds() {
        return type.shapes().stream().findFirst();
    }

    /** The object this is a field of. */
    public Shape shape() {
        return shape;
    }

    /** From 0, in the order of the rulebook's table. */
    public int position() {
        return position;
    }

    /** The mask of this field in the bit sets of its shape. */
    public long bit() {
        return 1L << position;
    }

    /** The value that the parser stands on, null, or the {@link Flaw} in its place. */
    @Nullable
    Object read(JsonToken token, JsonSource source, PayloadObject owner) {
        if (token == JsonToken.VALUE_NULL) {
            return nullable ? null : Flaw.NULL;
        }
        return type.read(token, source, owner, position);
    }

    @Override
    public String toString() {
        return shape.name() + "." + name;
    }

    /** A field on its way into the table. */
    static final class Row<T> {

        private final Shape.Table table;
        private final String name;
        private final ValueType<T> type;
        private boolean required;
        private boolean nullable;
        private @Nullable T byDefault;
        private @Nullable String defaultElsewhere;
        private String notes = "";

        Row(Shape.Table table, String name, ValueType<T> type) {
            this.table = table;
            this.name = name;
            this.type = type;
            this.byDefault = type.byDefault();
        }

        Row<T> required() {
            required = true;
            return this;
        }

        Row<T> nullable() {
            nullable = true;
            return this;
        }

        Row<T> byDefault(T value) {
            byDefault = value;
            return this;
        }

        Row<T> byDefaultElsewhere(String description) {
            defaultElsewhere = description;
            return this;
        }

        Row<T> notes(String text) {
            notes = text;
            return this;
        }

        Field<T> add() {
            return table.add((shape, position) -> new Field<>(this, shape, position));
        }
    }
}
