package org.accountimport.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A worked case: edits to the example payload, and all violations that follow (rulebook, section 9).
 *
 * @param name what is special about it
 * @param of the rule or structural code that it shows the edge of, from either side; null for the rulebook's own
 * @param set the edits, in order
 * @param expect all violations, in order
 * @param beyondSchema why JSON Schema cannot tell what the reader tells; null for all others
 */
public record Case(
        String name,
        @Nullable String of,
        List<Edit> set,
        List<Expected> expect,
        @Nullable String beyondSchema) {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Map<String, List<Case>> READ = new ConcurrentHashMap<>();

    /** Sets or removes what stands at a dot path. */
    public record Edit(String path, @Nullable JsonNode value, boolean remove) {}

    /** A violation that must be found; the detail only where the case names it. */
    public record Expected(
            String attr, String code, @Nullable String detail) {}

    @Override
    public String toString() {
        return of == null ? name : of + " " + name;
    }

    List<String> codes() {
        return expect.stream().map(Expected::code).toList();
    }

    public static List<Case> in(String resource) {
        return READ.computeIfAbsent(resource, name -> {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : read(name)) {
                cases.add(of(node));
            }
            return List.copyOf(cases);
        });
    }

    private static Case of(JsonNode node) {
        List<Edit> edits = new ArrayList<>();
        for (JsonNode edit : node.path("set")) {
            edits.add(new Edit(
                    edit.get("path").stringValue(),
                    edit.get("value"),
                    edit.path("remove").asBoolean(false)));
        }
        List<Expected> expected = new ArrayList<>();
        for (JsonNode violation : node.path("expect")) {
            JsonNode detail = violation.get("detail");
            expected.add(new Expected(
                    violation.get("attr").stringValue(),
                    violation.get("code").stringValue(),
                    detail == null ? null : detail.stringValue()));
        }
        JsonNode beyond = node.get("beyond_schema");
        JsonNode of = node.get("of");
        return new Case(
                node.get("name").stringValue(),
                of == null ? null : of.stringValue(),
                edits,
                expected,
                beyond == null ? null : beyond.stringValue());
    }

    static JsonNode read(String resource) {
        try (InputStream in = Objects.requireNonNull(Case.class.getResourceAsStream(resource), resource)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request body: the example payload with the edits, in its envelope. */
    public byte[] body() {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.set("payload", payload());
        return JSON.writeValueAsBytes(envelope);
    }

    /** The example payload with the edits. */
    public ObjectNode payload() {
        ObjectNode payload = (ObjectNode) read("/example-payload.json").get("payload");
        set.forEach(edit -> apply(payload, edit));
        return payload;
    }

    private static void apply(ObjectNode payload, Edit edit) {
        List<String> steps = List.of(edit.path().split("\\."));
        JsonNode parent = payload;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = Objects.requireNonNull(
                    parent instanceof ArrayNode list ? list.get(Integer.parseInt(step)) : parent.get(step),
                    () -> "nothing at " + step + " of " + edit.path());
        }
        String last = steps.get(steps.size() - 1);
        if (parent instanceof ArrayNode list) {
            applyTo(list, Integer.parseInt(last), edit);
        } else {
            applyTo((ObjectNode) parent, last, edit);
        }
    }

    private static void applyTo(ArrayNode list, int position, Edit edit) {
        if (edit.remove()) {
            list.remove(position);
        } else if (position == list.size()) {
            list.add(edit.value());
        } else {
            list.set(position, edit.value());
        }
    }

    private static void applyTo(ObjectNode object, String name, Edit edit) {
        if (edit.remove()) {
            object.remove(name);
        } else {
            object.set(name, edit.value());
        }
    }
}
