package org.accountimport.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object inside an account and the path that leads to it. Fields that are set stand where the rulebook's table
 * wants them.
 *
 * @param path as violations write it; empty for the payload itself
 * @param holder the field that holds the object, or the list it is in; empty for the payload itself
 */
record Place(String path, String holder, ObjectNode object) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static Place ofAccount(ObjectNode account) {
        return new Place("", "", account);
    }

    /** The attr of a field of this object. */
    String attr(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    boolean has(String field) {
        return object.has(field);
    }

    /** Given as the rulebook means it: neither absent nor null, blank or empty. */
    boolean gives(String field) {
        JsonNode value = object.path(field);
        if (value.isString()) {
            return !value.asString().isBlank();
        }
        return value.isContainer() ? !value.isEmpty() : !value.isMissingNode() && !value.isNull();
    }

    /** The text in a field; empty if there is none. */
    String text(String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.asString() : "";
    }

    /** Number of items in the list that a field holds; 0 if there is none. */
    int size(String field) {
        return object.path(field).size();
    }

    Place set(String field, String value) {
        return set(field, NODES.stringNode(value));
    }

    Place set(String field, int value) {
        return set(field, NODES.numberNode(value));
    }

    Place set(String field, boolean value) {
        return set(field, NODES.booleanNode(value));
    }

    Place setNull(String field) {
        return set(field, NODES.nullNode());
    }

    Place setEmptyList(String field) {
        return set(field, NODES.arrayNode());
    }

    Place set(String field, JsonNode value) {
        object.set(field, value);
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        fields.sort(Map.Entry.comparingByKey(PayloadOrder.ofFields(holder)));
        object.removeAll();
        fields.forEach(entry -> object.set(entry.getKey(), entry.getValue()));
        return this;
    }

    Place remove(String field) {
        object.remove(field);
        return this;
    }

    /** The object that a field holds, made if there is none. */
    Place child(String field) {
        if (!object.path(field).isObject()) {
            set(field, NODES.objectNode());
        }
        return new Place(attr(field), field, (ObjectNode) object.get(field));
    }

    /** The object at a position of the list that a field holds. */
    Place item(String field, int position) {
        return new Place(attr(field) + "." + position, field, (ObjectNode)
                object.path(field).get(position));
    }

    /** A new object at the end of the list that a field holds; the list is made if there is none. */
    Place append(String field) {
        if (!object.path(field).isArray()) {
            setEmptyList(field);
        }
        ((ArrayNode) object.get(field)).addObject();
        return item(field, size(field) - 1);
    }

    /**
     * All objects that a path of fields leads to, list items one by one; this object for the empty path. The step
     * {@code transactions} leads to both lists of a ledger, the open ones first.
     */
    List<Place> all(String fields) {
        List<Place> places = List.of(this);
        for (String step : fields.isEmpty() ? new String[0] : fields.split("\\.", -1)) {
            List<Place> next = new ArrayList<>();
            for (Place place : places) {
                if (step.equals("transactions")) {
                    place.addAll("current_statement_transactions", next);
                    place.addAll("historical_statement_transactions", next);
                } else {
                    place.addAll(step, next);
                }
            }
            places = next;
        }
        return places;
    }

    private void addAll(String field, List<Place> places) {
        JsonNode value = object.path(field);
        if (value instanceof ObjectNode child) {
            places.add(new Place(attr(field), field, child));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            if (value.get(i).isObject()) {
                places.add(item(field, i));
            }
        }
    }
}
