package org.accountimport.schedule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a YAML file, read key by key. Whatever is wrong is added to the problems with its line, and reads as if it
 * were not there. Values are taken as they are written: {@code 01:30} is a text here, not ninety minutes.
 */
final class YamlObject {

    private final String file;
    private final int line;
    private final String path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Problem> problems;

    private record Entry(ScalarNode key, Node value) {}

    /** @param path of this mapping within the file, with a dot at its end; empty for the whole file */
    YamlObject(String file, MappingNode mapping, String path, List<Problem> problems) {
        this.file = file;
        this.line = lineOf(mapping);
        this.path = path;
        this.problems = problems;
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(tuple.getKeyNode(), "a key must be a text");
            } else if (entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode())) != null) {
                problem(key, path + key.getValue() + " stands here twice; keep one");
            }
        }
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Reports every key that is none of these. */
    void allow(Collection<String> keys) {
        entries.forEach((name, entry) -> {
            if (!keys.contains(name)) {
                problem(
                        entry.key(),
                        "there is no key " + path + name + "; did you mean " + Nearest.to(name, keys) + "?");
            }
        });
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Collection<String> keys() {
        return entries.keySet();
    }

    Optional<String> text(String key) {
        return scalar(key).map(ScalarNode::getValue);
    }

    /** A text that must be there. */
    Optional<String> requiredText(String key, String example) {
        if (!has(key)) {
            problems.add(
                    new Problem(file, line, path + key + " is missing; write for instance " + key + ": " + example));
        }
        return text(key);
    }

    /** A text that is turned into something else; what that refuses is a problem here. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return text(key).flatMap(value -> {
            try {
                return Optional.of(parser.apply(value));
            } catch (RuntimeException e) {
                problem(key, path + key + " is " + value + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> {
                        problem(key, path + key + " is " + value + "; it must be true or false");
                        yield otherwise;
                    }
                })
                .orElse(otherwise);
    }

    /** A whole number of at least {@code least} and at most {@code most}. */
    @Nullable
    Long number(String key, long least, long most) {
        String right = path + key + " must be a whole number between " + least + " and " + most;
        return text(key)
                .flatMap(value -> {
                    try {
                        long number = Long.parseLong(value);
                        if (number >= least && number <= most) {
                            return Optional.of(number);
                        }
                    } catch (NumberFormatException e) {
                        // Reported below, as a number out of bounds is.
                    }
                    problem(key, right + ", but is " + value);
                    return Optional.empty();
                })
                .orElse(null);
    }

    /** A part of a whole, above 0 and at most 1. */
    @Nullable
    Double share(String key) {
        return text(key)
                .flatMap(value -> {
                    try {
                        double share = new BigDecimal(value).doubleValue();
                        if (share > 0 && share <= 1) {
                            return Optional.of(share);
                        }
                    } catch (NumberFormatException e) {
                        // Reported below, as a number out of bounds is.
                    }
                    problem(key, path + key + " must be a number above 0 and at most 1, such as 0.05, but is " + value);
                    return Optional.empty();
                })
                .orElse(null);
    }

    Optional<YamlObject> object(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof MappingNode mapping) {
            return Optional.of(new YamlObject(file, mapping, path + key + ".", problems));
        }
        problem(entry.value(), path + key + " must have keys of its own, each on a line beneath it");
        return Optional.empty();
    }

    /** Something is wrong with the value of a key, or with the lack of it. */
    void problem(String key, String message) {
        Entry entry = entries.get(key);
        problems.add(new Problem(file, entry == null ? line : lineOf(entry.key()), message));
    }

    private void problem(Node node, String message) {
        problems.add(new Problem(file, lineOf(node), message));
    }

    private Optional<ScalarNode> scalar(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (!(entry.value() instanceof ScalarNode scalar)) {
            problem(entry.value(), path + key + " must be a single value");
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            problem(entry.key(), path + key + " has no value; give it one, or leave the key out");
            return Optional.empty();
        }
        return Optional.of(scalar);
    }

    /** Finds the name that somebody may have meant. */
    static final class Nearest {

        private Nearest() {}

        static String to(String name, Collection<String> names) {
            List<String> byDistance = new ArrayList<>(names);
            byDistance.sort((one, other) -> Integer.compare(distance(name, one), distance(name, other)));
            return byDistance.get(0);
        }

        /** Letters to add, remove or replace. */
        private static int distance(String one, String other) {
            int[] before = new int[other.length() + 1];
            for (int j = 0; j <= other.length(); j++) {
                before[j] = j;
            }
            for (int i = 1; i <= one.length(); i++) {
                int[] now = new int[other.length() + 1];
                now[0] = i;
                for (int j = 1; j <= other.length(); j++) {
                    int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                    now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
                }
                before = now;
            }
            return before[other.length()];
        }
    }
}
