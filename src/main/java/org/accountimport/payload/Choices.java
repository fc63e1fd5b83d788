package org.accountimport.payload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accepted values of a choice, in the rulebook's order. {@code ""} is accepted only where it is listed. */
final class Choices {

    private final Map<String, String> accepted = new LinkedHashMap<>();

    private Choices(Iterable<String> values) {
        values.forEach(value -> accepted.put(value, value));
    }

    static Choices of(String... values) {
        return new Choices(List.of(values));
    }

    static Choices of(Iterable<String> values) {
        return new Choices(values);
    }

    /** The one instance that stands for this value; null when it is not accepted. */
    @Nullable
    String find(String value) {
        return accepted.get(value);
    }

    List<String> values() {
        return List.copyOf(accepted.keySet());
    }
}
