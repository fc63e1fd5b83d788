package org.accountimport.payload;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What a field accepts: a row of the second table in rulebook section 3, with the limits of one field.
 *
 * @param <T> the Java type of a value that was read
 */
public abstract sealed class ValueType<T>
        permits TextType,
                ChoiceType,
                DateType,
                DateTimeType,
                DecimalType,
                IntegerType,
                BooleanType,
                ListType,
                ObjectType,
                RawType {

    private final String name;

    ValueType(String name) {
        this.name = name;
    }

    /** The rulebook's word: {@code text}, {@code list of customer}. */
    public String name() {
        return name;
    }

    /** The limits in the rulebook's words; empty when there are none. */
    public String limits() {
        return "";
    }

    /** Whether empty text is accepted, for types that know empty text. */
    public boolean acceptsBlank() {
        return false;
    }

    /** What stands for an absent field of this type unless the field says otherwise. */
    @Nullable
    T byDefault() {
        return null;
    }

    /**
     * Reads the value that the parser stands on, to its end, whatever it is. Never called for null.
     *
     * @return the value, or the first {@link Flaw} in the order of the rulebook's table
     */
    abstract Object read(JsonToken token, JsonSource source, PayloadObject owner, int position);

    /** Reads a list's item; objects remember where they stand. */
    Object readItem(JsonToken token, JsonSource source, PayloadObject owner, int position, int index) {
        return read(token, source, owner, position);
    }

    /** What JSON Schema 2020-12 can say about a value that is not null. */
    abstract Map<String, Object> schema();

    static TextType text() {
        return TextType.of("text", TextType.UNLIMITED, TextType.Content.ANY);
    }

    static TextType text(int max) {
        return TextType.of("text", max, TextType.Content.ANY);
    }

    static TextType email(int max) {
        return TextType.of("email", max, TextType.Content.EMAIL);
    }

    static TextType phone(int max) {
        return TextType.of("phone", max, TextType.Content.ANY);
    }

    static TextType country() {
        return TextType.of("country", 2, TextType.Content.COUNTRY);
    }

    static ChoiceType choice(String... values) {
        return ChoiceType.among(Choices.of(values));
    }

    static ChoiceType choice(Choices choices) {
        return ChoiceType.among(choices);
    }

    /** The codes of the suppliers that the reader knows. */
    static ChoiceType suppliers() {
        return ChoiceType.known(ChoiceType.Known.BY_THE_READER);
    }

    /** The consent types of the payload's supplier; judged when the whole payload has been read. */
    static ChoiceType consentTypes() {
        return ChoiceType.known(ChoiceType.Known.WITH_THE_SUPPLIER);
    }

    /** Depends on the transaction's type; judged when the whole transaction has been read. */
    static ChoiceType choiceByType(Map<String, Choices> choices) {
        return ChoiceType.byTransactionType(choices);
    }

    static ValueType<LocalDate> date() {
        return new DateType();
    }

    static ValueType<Instant> dateTime() {
        return new DateTimeType();
    }

    static DecimalType decimal(int digits, int whole, int places) {
        return new DecimalType(digits, whole, places, false);
    }

    static ValueType<Long> integer(long min, long max) {
        return new IntegerType(min, max);
    }

    static ValueType<Boolean> bool() {
        return new BooleanType();
    }

    static ListType<PayloadObject> listOf(Shape shape) {
        return new ListType<>(new ObjectType(shape), 0);
    }

    static <T> ListType<T> listOf(ValueType<T> items) {
        return new ListType<>(items, 0);
    }

    static ValueType<PayloadObject> object(Shape shape) {
        return new ObjectType(shape);
    }

    static ValueType<RawJson> freeObject() {
        return new RawType(true);
    }

    static ValueType<RawJson> anyJson() {
        return new RawType(false);
    }

    /** The detail's word for a value of this type. */
    Flaw invalid() {
        return Flaw.invalid(name);
    }

    /** Skips what is not of this type and says so. */
    Flaw wrongKind(JsonToken token, JsonSource source) {
        source.skip(token);
        return invalid();
    }

    /** The items of a list field, for the documentation. */
    List<Shape> shapes() {
        return List.of();
    }
}
