package org.accountimport.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.accountimport.payload.ParseError;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The members of a small JSON object that a client sends to say what it wants. Collects everything that is wrong with them, to
 * be told at once; a member that nobody asks for is wrong too. Null and absent are the same here.
 */
final class RequestMembers {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final String path;
    private final List<Violation> problems;
    private final Set<String> known = new HashSet<>();

    private RequestMembers(JsonNode object, String path, List<Violation> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Reads a request's body; an empty one is an object without members.
     *
     * @param meaning what the members mean; may ask for each of them once
     * @throws Refusal when the body is no JSON, or anything is wrong with its members
     */
    static <T> T read(HttpServletRequest request, Function<RequestMembers, T> meaning) throws IOException {
        byte[] body = AccountRequest.bodyOf(request);
        RequestMembers members = new RequestMembers(object(body), "", new ArrayList<>());
        T meant = null;
        try {
            meant = meaning.apply(members);
        } catch (IllegalArgumentException e) {
            // Values that are right one by one and make no sense together, or of no use to anybody.
            if (members.problems.isEmpty()) {
                members.problem("non_field_errors", e.getMessage() + ".");
            }
        }
        members.refuseUnknown();
        if (meant == null || !members.problems.isEmpty()) {
            throw Refusal.of(ErrorKind.INVALID, ErrorBody.invalid(members.problems));
        }
        return meant;
    }

    private static JsonNode object(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            int column =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
            throw Refusal.of(
                    ErrorKind.PARSE_ERROR, ErrorBody.parseError(new ParseError("it is not JSON", line, column)));
        }
        if (!node.isObject()) {
            throw Refusal.of(ErrorKind.PARSE_ERROR, "The request body must be a JSON object.");
        }
        return node;
    }

    /**
     * A member that must be there.
     *
     * @param choices what it may be
     * @return the empty text when it is not
     */
    String choice(String name, List<String> choices) {
        JsonNode value = value(name);
        if (value != null && value.isString() && choices.contains(value.stringValue())) {
            return value.stringValue();
        }
        problem(name, "Choose " + String.join(" or ", choices) + ".");
        return "";
    }

    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (value == null || (value.isString() && value.stringValue().length() <= 1_000)) {
            return value == null ? null : value.stringValue();
        }
        problem(name, "This must be a text of at most 1,000 characters.");
        return null;
    }

    boolean flag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            problem(name, "This must be true or false.");
        }
        return value != null && value.isBoolean() && value.booleanValue();
    }

    @Nullable
    Long count(String name) {
        JsonNode value = value(name);
        if (value == null || (value.isIntegralNumber() && value.canConvertToLong())) {
            return value == null ? null : value.longValue();
        }
        problem(name, "This must be a whole number.");
        return null;
    }

    @Nullable
    Integer smallCount(String name) {
        Long value = count(name);
        return value == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    @Nullable
    Double share(String name) {
        JsonNode value = value(name);
        if (value == null || value.isNumber()) {
            return value == null ? null : value.doubleValue();
        }
        problem(name, "This must be a number, such as 0.05.");
        return null;
    }

    @Nullable
    OffsetDateTime time(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.isString() ? value.stringValue() : "");
        } catch (DateTimeParseException e) {
            problem(name, "This must be a time with its offset, such as 2026-11-24T05:30:00+01:00.");
            return null;
        }
    }

    /** A member that is an object; null when it is not there. */
    <T> @Nullable T object(String name, Function<RequestMembers, T> meaning) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            problem(name, "This must be an object.");
            return null;
        }
        RequestMembers members = new RequestMembers(value, path + name + ".", problems);
        try {
            return meaning.apply(members);
        } catch (IllegalArgumentException e) {
            problem(name, "This makes no sense: " + e.getMessage() + ".");
            return null;
        } finally {
            members.refuseUnknown();
        }
    }

    /** A member that is an object with names of the client's own choice. */
    <T> Map<String, T> objects(String name, Function<RequestMembers, T> meaning) {
        Map<String, T> objects = new HashMap<>();
        object(name, members -> {
            for (String own : members.object.propertyNames()) {
                T value = members.object(own, meaning);
                if (value != null) {
                    objects.put(own, value);
                }
            }
            return objects;
        });
        return objects;
    }

    void problem(String name, String detail) {
        problems.add(new Violation(path + name, ErrorKind.INVALID.code(), detail));
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private void refuseUnknown() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                problem(name, "There is nothing of this name here.");
            }
        }
    }
}
