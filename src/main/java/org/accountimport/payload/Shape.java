package org.accountimport.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;

/** The fields of one kind of object, in rulebook order. Complete once the class that declares them is initialised. */
public final class Shape {

    private final String name;
    private final String section;
    private final String title;
    private final List<Field<?>> fields = new ArrayList<>();
    private Settlement settlement = (object, source) -> {};
    private long required;
    private PropertyNameMatcher matcher = BinaryNameMatcher.construct(List.of());

    private Shape(String name, String section, String title) {
        this.name = name;
        this.section = section;
        this.title = title;
    }

    static Table table(String name, String section, String title) {
        return new Table(new Shape(name, section, title));
    }

    /** What the rulebook calls one such object: {@code customer}. */
    public String name() {
        return name;
    }

    /** The rulebook's section: {@code 4.2}. */
    public String section() {
        return section;
    }

    /** Where such objects stand: {@code customers[]}. */
    public String title() {
        return title;
    }

    /** All fields, in rulebook order. */
    public List<Field<?>> fields() {
        return List.copyOf(fields);
    }

    /** The field of this name. */
    public Optional<Field<?>> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    Field<?> at(int position) {
        return fields.get(position);
    }

    int size() {
        return fields.size();
    }

    long required() {
        return required;
    }

    /** Finds a field's position by the bytes of its name. */
    PropertyNameMatcher matcher() {
        return matcher;
    }

    void settle(PayloadObject object, JsonSource source) {
        settlement.settle(object, source);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Runs when an object has been read, for what one field decides about another. */
    interface Settlement {
        void settle(PayloadObject object, JsonSource source);
    }

    /** Collects the fields while the declaring class is initialised. */
    static final class Table {

        private final Shape shape;

        private Table(Shape shape) {
            this.shape = shape;
        }

        <T> Field.Row<T> field(String name, ValueType<T> type) {
            return new Field.Row<>(this, name, type);
        }

        <T> Field<T> add(BiFunction<Shape, Integer, Field<T>> field) {
            if (shape.size() == Long.SIZE) {
                throw new IllegalStateException("A shape keeps its fields in the bits of a long: 64 at most");
            }
            Field<T> added = field.apply(shape, shape.size());
            shape.fields.add(added);
            if (added.required()) {
                shape.required |= added.bit();
            }
            return added;
        }

        /** A field of another shape, as it is there. */
        <T> Field<T> copyOf(Field<T> field) {
            Field.Row<T> row = field(field.name(), field.type()).notes(field.notes());
            return (field.required() ? row.required() : row).add();
        }

        /** Lets one field decide about another once all have been read. */
        Table settledBy(Settlement settlement) {
            shape.settlement = settlement;
            return this;
        }

        /** The shape, complete: to be asked for once all fields have been added. */
        Shape shape() {
            shape.matcher = BinaryNameMatcher.construct(
                    shape.fields.stream().map(Field::name).toList());
            return shape;
        }
    }
}
