package org.accountimport.payload;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The payload as JSON Schema 2020-12, made from the field definitions. Says what a schema can say: not that keys stand once,
 * not how deep a document is, and of text only what shows before normalisation.
 */
public final class AccountSchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private AccountSchema() {}

    /**
     * The schema, as a text to publish.
     *
     * @param consentTypesBySupplier the codes that {@code import_supplier} may have, each with its setting
     *     {@code consent_types}
     */
    public static String text(Map<String, ? extends Set<String>> consentTypesBySupplier) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", "Account payload");
        schema.put(
                "description",
                "What stands in the key \"payload\" of a request. Generated from the field definitions.");
        Map<String, Object> account = object(AccountFields.SHAPE);
        property(account, AccountFields.IMPORT_SUPPLIER.name())
                .put("enum", List.copyOf(consentTypesBySupplier.keySet()));
        schema.putAll(account);
        schema.put("allOf", consentTypes(consentTypesBySupplier));
        Map<String, Object> definitions = new LinkedHashMap<>();
        shapesBeneath(AccountFields.SHAPE, new LinkedHashSet<>())
                .forEach(shape -> definitions.put(shape.name(), object(shape)));
        definitions.computeIfPresent(TransactionFields.SHAPE.name(), (name, definition) -> byType(asMap(definition)));
        schema.put("$defs", definitions);
        return written(schema);
    }

    /** The parts put together, the later ones over the earlier ones. */
    @SafeVarargs
    static Map<String, Object> merged(Map<String, Object>... parts) {
        Map<String, Object> merged = new LinkedHashMap<>();
        for (Map<String, Object> part : parts) {
            merged.putAll(part);
        }
        return merged;
    }

    private static Set<Shape> shapesBeneath(Shape shape, Set<Shape> found) {
        for (Field<?> field : shape.fields()) {
            field.holds().filter(found::add).ifPresent(beneath -> shapesBeneath(beneath, found));
        }
        return found;
    }

    private static Map<String, Object> object(Shape shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field<?> field : shape.fields()) {
            properties.put(field.name(), property(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(Field<?> field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (!field.notes().isEmpty()) {
            schema.put("description", field.notes());
        }
        Object byDefault = field.byDefault();
        if (byDefault instanceof String || byDefault instanceof Boolean) {
            schema.put("default", byDefault);
        }
        if (field.nullable()) {
            schema.put("anyOf", List.of(Map.of("type", "null"), field.type().schema()));
        } else {
            schema.putAll(field.type().schema());
        }
        return schema;
    }

    /** What the type of a transaction decides: see {@link TransactionTypeSettlement}. */
    private static Map<String, Object> byType(Map<String, Object> transaction) {
        List<Field<?>> dependent = List.of(
                TransactionFields.REASON,
                TransactionFields.PAYMENT_TYPE,
                TransactionFields.REFERENCE,
                TransactionFields.TAX_ITEMS);
        Map<String, Object> properties = asMap(transaction.getOrDefault("properties", Map.of()));
        dependent.forEach(field -> properties.put(field.name(), true));
        List<Object> cases = new ArrayList<>();
        for (String type : Enumerations.TRANSACTION_TYPES.values()) {
            Map<String, Object> then = new LinkedHashMap<>();
            Map<String, Object> decided = new LinkedHashMap<>();
            for (Field<?> field : dependent) {
                decided.put(field.name(), TransactionTypeSettlement.knows(type, field) ? decided(field, type) : false);
            }
            then.put("properties", decided);
            if (TransactionTypeSettlement.needsReason(type)) {
                then.put("required", List.of(TransactionFields.REASON.name()));
            }
            cases.add(when(TransactionFields.TYPE.name(), type, then));
        }
        return merged(transaction, Map.of("allOf", cases));
    }

    private static Map<String, Object> decided(Field<?> field, String type) {
        Choices choices = field.type() instanceof ChoiceType choice ? choice.of(type) : null;
        return choices == null ? property(field) : Map.of("enum", choices.values());
    }

    private static List<Object> consentTypes(Map<String, ? extends Set<String>> bySupplier) {
        List<Object> cases = new ArrayList<>();
        bySupplier.forEach((supplier, types) -> {
            Map<String, Object> consents = Map.of(
                    AccountFields.CONSENTS.name(),
                    items(Map.of(ConsentFields.TYPE.name(), Map.of("enum", List.copyOf(types)))));
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(AccountFields.CUSTOMERS.name(), items(consents));
            properties.putAll(consents);
            cases.add(when(AccountFields.IMPORT_SUPPLIER.name(), supplier, Map.of("properties", properties)));
        });
        return cases;
    }

    private static Map<String, Object> items(Map<String, Object> properties) {
        return Map.of("items", Map.of("properties", properties));
    }

    private static Map<String, Object> when(String property, String value, Map<String, Object> then) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(
                "if", ordered("properties", Map.of(property, Map.of("const", value)), "required", List.of(property)));
        schema.put("then", then);
        return schema;
    }

    private static Map<String, Object> property(Map<String, Object> object, String name) {
        return asMap(asMap(object.getOrDefault("properties", Map.of())).getOrDefault(name, Map.of()));
    }

    static Map<String, Object> ordered(String key, Object value, String otherKey, Object otherValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(otherKey, otherValue);
        return map;
    }

    // Every map in here was made in here.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object schema) {
        return (Map<String, Object>) schema;
    }

    private static String written(Map<String, Object> schema) {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator json = new JsonFactory().createGenerator(new Indented(printer), text)) {
            write(json, schema);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((key, member) -> {
                json.writeName(String.valueOf(key));
                write(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(item -> write(json, item));
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {

        private final DefaultPrettyPrinter printer;

        private Indented(DefaultPrettyPrinter printer) {
            this.printer = printer;
        }

        @Override
        public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
