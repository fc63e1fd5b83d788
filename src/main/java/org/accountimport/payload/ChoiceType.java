package org.accountimport.payload;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * A choice. Values are compared as they came: no cleaning, case matters. What is not accepted is {@code invalid_choice},
 * whatever its JSON type.
 */
final class ChoiceType extends ValueType<String> {

    /** When it is known what is accepted. */
    enum Known {
        ALWAYS,
        BY_THE_READER,
        WITH_THE_SUPPLIER,
        WITH_THE_TRANSACTION_TYPE
    }

    /** A value whose choices are not known yet; takes the value's place until they are. */
    record Unjudged(String text, boolean isString) {

        /** The value, or its flaw. Null choices: nobody can say what is accepted, so any string is. */
        @Nullable
        Object judge(@Nullable Choices choices) {
            if (choices == null) {
                return isString ? text : null;
            }
            String accepted = isString ? choices.find(text) : null;
            return accepted == null ? Flaw.invalidChoice(text) : accepted;
        }
    }

    private final Known known;
    private final Choices choices;
    private final Map<String, Choices> byType;

    private ChoiceType(Known known, Choices choices, Map<String, Choices> byType) {
        super("choice");
        this.known = known;
        this.choices = choices;
        this.byType = byType;
    }

    static ChoiceType among(Choices choices) {
        return new ChoiceType(Known.ALWAYS, choices, Map.of());
    }

    static ChoiceType known(Known known) {
        return new ChoiceType(known, Choices.of(), Map.of());
    }

    static ChoiceType byTransactionType(Map<String, Choices> byType) {
        return new ChoiceType(Known.WITH_THE_TRANSACTION_TYPE, Choices.of(), byType);
    }

    Known known() {
        return known;
    }

    /** Every accepted value, for those that are always known. */
    List<String> values() {
        return choices.values();
    }

    /** What a transaction of this type accepts; null when it does not know the field. */
    @Nullable
    Choices of(String transactionType) {
        return byType.get(transactionType);
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        return switch (known) {
            case ALWAYS -> judged(token, source, choices);
            case BY_THE_READER -> judged(token, source, source.suppliers());
            case WITH_THE_TRANSACTION_TYPE -> unjudged(token, source);
            case WITH_THE_SUPPLIER -> {
                source.awaitSupplier(owner);
                yield unjudged(token, source);
            }
        };
    }

    private static Object judged(JsonToken token, JsonSource source, Choices choices) {
        if (token == JsonToken.VALUE_STRING) {
            String text = source.string();
            String accepted = choices.find(text);
            return accepted == null ? Flaw.invalidChoice(text) : accepted;
        }
        return Flaw.invalidChoice(source.raw(token).text());
    }

    private static Unjudged unjudged(JsonToken token, JsonSource source) {
        return token == JsonToken.VALUE_STRING
                ? new Unjudged(source.string(), true)
                : new Unjudged(source.raw(token).text(), false);
    }

    @Override
    public boolean acceptsBlank() {
        return choices.find("") != null;
    }

    @Override
    public String limits() {
        return switch (known) {
            case ALWAYS -> listed(choices);
            case BY_THE_READER -> "the configured suppliers";
            case WITH_THE_SUPPLIER -> "supplier setting `consent_types`";
            case WITH_THE_TRANSACTION_TYPE ->
                Enumerations.TRANSACTION_TYPES.values().stream()
                        .filter(byType::containsKey)
                        .map(type -> type + ": " + listed(byType.get(type)))
                        .collect(Collectors.joining("; "));
        };
    }

    private static String listed(@Nullable Choices choices) {
        return choices == null
                ? ""
                : choices.values().stream()
                        .map(value -> value.isEmpty() ? "`\"\"`" : "`" + value + "`")
                        .collect(Collectors.joining(", "));
    }

    @Override
    Map<String, Object> schema() {
        return switch (known) {
            case ALWAYS -> Map.of("enum", choices.values());
            case WITH_THE_SUPPLIER -> Map.of("not", Map.of("type", "null"));
            case BY_THE_READER, WITH_THE_TRANSACTION_TYPE -> Map.of();
        };
    }
}
