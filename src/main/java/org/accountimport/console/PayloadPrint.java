package org.accountimport.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.AttrLines;
import org.accountimport.payload.Field;
import org.accountimport.payload.Shape;
import org.accountimport.payload.Violation;
import org.accountimport.validation.MaskedAttrs;
import org.accountimport.validation.MaskedDetails;
import org.accountimport.validation.PersonalFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A payload as a reader sees it: one value a line, every violation at its place, and unless it is revealed with a mask over
 * everything that may be personal. Numbers stand as they were received.
 *
 * @param lines    empty when the payload is no JSON that could be laid out
 * @param unlisted lines beyond the {@value #MOST_LINES} that are listed
 */
record PayloadPrint(List<Line> lines, int unlisted) {

    static final int MOST_LINES = 5_000;

    private static final String INDENT = "  ";
    private static final String ENVELOPE = "payload";

    /** The intake has bounded the body, so its parts need no bounds of their own. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * One line.
     *
     * @param number     from 1
     * @param name       the key with its quotes and colon; empty where there is none
     * @param value      a value or a bracket, with its comma
     * @param kind       how it looks: text, number, bracket, masked
     * @param violations what is wrong here
     */
    record Line(int number, String indent, String name, String value, String kind, List<Flaw> violations) {}

    /** A violation with the names and words that this reader may see. */
    record Flaw(String attr, String code, String detail) {}

    static PayloadPrint of(byte[] body, List<Violation> violations, boolean revealed) {
        Printer printer = new Printer(revealed);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), withoutByteOrderMark(body))) {
            parser.nextToken();
            printer.print(parser, 0, "", "", Spot.ROOT);
            Map<Integer, List<Flaw>> byLine = new HashMap<>();
            AttrLines places = AttrLines.of(printer.plain.toString().getBytes(StandardCharsets.UTF_8));
            for (Violation violation : violations) {
                byLine.computeIfAbsent(places.lineOf(violation.attr()), line -> new ArrayList<>())
                        .add(flaw(violation, revealed));
            }
            List<Line> lines = printer.lines.stream()
                    .limit(MOST_LINES)
                    .map(line -> new Line(
                            line.number(),
                            line.indent(),
                            line.name(),
                            line.value(),
                            line.kind(),
                            byLine.getOrDefault(line.number(), List.of())))
                    .toList();
            return new PayloadPrint(lines, printer.lines.size() - lines.size());
        } catch (JacksonException e) {
            return new PayloadPrint(List.of(), 0);
        }
    }

    /** The number of the line at which a violation is marked; null when it is not among those listed. */
    public @Nullable Integer lineOf(Flaw flaw) {
        return lines.stream()
                .filter(line -> line.violations().contains(flaw))
                .map(Line::number)
                .findFirst()
                .orElse(null);
    }

    static Flaw flaw(Violation violation, boolean revealed) {
        Violation shown = revealed ? violation : MaskedDetails.violation(violation);
        return new Flaw(shown.attr(), shown.code(), shown.detail());
    }

    private static byte[] withoutByteOrderMark(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1).getBytes(StandardCharsets.UTF_8) : body;
    }

    /**
     * Where a value stands among the definitions.
     *
     * @param field null when nobody has defined it
     * @param shape of the object that the value may be; null when its fields are not defined
     * @param root  whether it is the whole document, bare or in its envelope
     */
    private record Spot(@Nullable Field<?> field, @Nullable Shape shape, boolean root) {

        static final Spot ROOT = new Spot(null, AccountFields.SHAPE, true);

        Spot of(String name) {
            if (root && name.equals(ENVELOPE)) {
                return new Spot(null, AccountFields.SHAPE, false);
            }
            Field<?> inside = shape == null ? null : shape.field(name).orElse(null);
            return new Spot(inside, inside == null ? null : inside.holds().orElse(null), false);
        }

        /** Names that are not defined may be anything. */
        boolean shows(String name) {
            return shape != null && (shape.field(name).isPresent() || MaskedAttrs.looksLikeAField(name));
        }
    }

    /** Writes two texts at once: what is shown, and the same in the clear, in which the places are found. */
    private static final class Printer {

        private final boolean revealed;
        private final List<Line> lines = new ArrayList<>();
        private final StringBuilder plain = new StringBuilder();

        Printer(boolean revealed) {
            this.revealed = revealed;
        }

        void print(JsonParser parser, int depth, String plainName, String name, Spot spot) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                printAll(parser, depth, plainName, name, spot, "{", "}");
            } else if (token == JsonToken.START_ARRAY) {
                printAll(parser, depth, plainName, name, spot, "[", "]");
            } else {
                printScalar(parser, token, depth, plainName, name, spot);
            }
        }

        private void printAll(
                JsonParser parser, int depth, String plainName, String name, Spot spot, String open, String close) {
            JsonToken token = parser.nextToken();
            if (token.isStructEnd()) {
                add(depth, plainName, name, open + close, open + close, "bracket");
                return;
            }
            add(depth, plainName, name, open, open, "bracket");
            while (!token.isStructEnd()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    boolean shown = revealed || spot.shows(key);
                    print(
                            parser,
                            depth + 1,
                            quoted(key) + ": ",
                            (shown ? quoted(key) : "\"" + MaskedDetails.MASK + "\"") + ": ",
                            spot.of(key));
                } else {
                    print(parser, depth + 1, "", "", spot);
                }
                token = parser.nextToken();
                if (!token.isStructEnd()) {
                    appendComma();
                }
            }
            add(depth, "", "", close, close, "bracket");
        }

        private void printScalar(
                JsonParser parser, JsonToken token, int depth, String plainName, String name, Spot spot) {
            String text = parser.getString();
            boolean isText = token == JsonToken.VALUE_STRING;
            String value = isText ? quoted(text) : text;
            boolean shown = revealed || token == JsonToken.VALUE_NULL || PersonalFields.isHarmless(spot.field(), text);
            add(
                    depth,
                    plainName,
                    name,
                    value,
                    shown ? value : isText ? "\"" + MaskedDetails.MASK + "\"" : MaskedDetails.MASK,
                    !shown ? "masked" : isText ? "text" : "number");
        }

        private void add(int depth, String plainName, String name, String plainValue, String value, String kind) {
            if (!lines.isEmpty()) {
                plain.append('\n');
            }
            plain.append(plainName).append(plainValue);
            lines.add(new Line(lines.size() + 1, INDENT.repeat(depth), name, value, kind, List.of()));
        }

        private void appendComma() {
            plain.append(',');
            Line last = lines.remove(lines.size() - 1);
            lines.add(new Line(last.number(), last.indent(), last.name(), last.value() + ",", last.kind(), List.of()));
        }

        /** In quotes; what has no look of its own is written by its number. */
        private static String quoted(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            text.codePoints().forEach(character -> {
                if (character == '"' || character == '\\') {
                    quoted.append('\\').appendCodePoint(character);
                } else if (isUnseen(character)) {
                    for (char unit : Character.toChars(character)) {
                        quoted.append(String.format("\\u%04x", (int) unit));
                    }
                } else {
                    quoted.appendCodePoint(character);
                }
            });
            return quoted.append('"').toString();
        }

        private static boolean isUnseen(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE -> true;
                default -> false;
            };
        }
    }
}
