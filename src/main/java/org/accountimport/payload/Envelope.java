package org.accountimport.payload;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** Finds the payload object in a body, in its envelope or bare (rulebook, section 2.1), and reads it against a shape. */
final class Envelope {

    private static final String KEY = "payload";
    private static final byte[] QUOTED_KEY = ('"' + KEY + '"').getBytes(StandardCharsets.US_ASCII);
    private static final Violation NOT_AN_OBJECT = Flaw.invalid("object").at(Violation.NON_FIELD_ERRORS);

    private final Shape inner;
    private final Shape outer;
    private final Field<PayloadObject> payload;

    private Envelope(Shape inner) {
        this.inner = inner;
        Shape.Table table = Shape.table("envelope", "2", "the request body");
        this.payload = table.field(KEY, ValueType.object(inner)).required().add();
        this.outer = table.shape();
    }

    static Envelope around(Shape payload) {
        return new Envelope(payload);
    }

    /**
     * What a body holds.
     *
     * @param payload the payload object; null when there is none
     * @param envelope the object around it; null when it is bare
     * @param refusal why there is no payload object; of no meaning when there is one
     */
    record Contents(
            JsonSource source,
            @Nullable PayloadObject payload,
            @Nullable PayloadObject envelope,
            Violation refusal) {}

    /**
     * Reads one document to its end.
     *
     * @throws UnreadableBody when it is not one JSON document
     */
    Contents open(byte[] body, Framing framing, Choices suppliers) {
        return framing == Framing.ENVELOPE || beginsEnveloped(body)
                ? openEnvelope(body, suppliers)
                : openBare(body, suppliers);
    }

    private Contents openEnvelope(byte[] body, Choices suppliers) {
        JsonSource source = new JsonSource(JsonText.parser(body), body, suppliers);
        PayloadObject envelope = readDocument(outer, source);
        if (envelope == null) {
            return new Contents(source, null, null, NOT_AN_OBJECT);
        }
        PayloadObject found = envelope.get(payload);
        if (found == null) {
            return new Contents(source, null, envelope, envelope.flaw(payload).at(KEY));
        }
        return new Contents(source, found, envelope, NOT_AN_OBJECT);
    }

    /**
     * A bare payload is judged as though it stood in its envelope: the same payload gets the same verdict either way, its
     * depth included.
     */
    private Contents openBare(byte[] body, Choices suppliers) {
        JsonSource source = new JsonSource(JsonText.parser(body), body, suppliers);
        PayloadObject found = readDocument(inner, source);
        if (found == null) {
            return new Contents(source, null, null, NOT_AN_OBJECT);
        }
        if (found.unknown().contains(KEY)) {
            return openEnvelope(body, suppliers);
        }
        if (source.depthReached() == JsonSource.DEEPEST) {
            throw source.tooDeepForBare();
        }
        return new Contents(source, found, null, NOT_AN_OBJECT);
    }

    /** The object that the whole body is; null when it is something else. */
    private static @Nullable PayloadObject readDocument(Shape shape, JsonSource source) {
        try (source) {
            JsonToken token = source.next();
            PayloadObject object = null;
            if (token == JsonToken.START_OBJECT) {
                object = PayloadObject.read(shape, source, null, 0, PayloadObject.NOT_IN_A_LIST);
            } else {
                source.skip(token);
            }
            source.end();
            return object;
        } catch (StreamReadException notJson) {
            throw JsonText.unreadable(notJson);
        }
    }

    /** Whether the first key is {@code payload}. When it is not, a later one still may be. */
    private static boolean beginsEnveloped(byte[] body) {
        int brace = afterWhiteSpace(body, 0);
        if (brace == body.length || body[brace] != '{') {
            return false;
        }
        int key = afterWhiteSpace(body, brace + 1);
        if (body.length - key < QUOTED_KEY.length) {
            return false;
        }
        for (int i = 0; i < QUOTED_KEY.length; i++) {
            if (body[key + i] != QUOTED_KEY[i]) {
                return false;
            }
        }
        return true;
    }

    private static int afterWhiteSpace(byte[] body, int from) {
        int i = from;
        while (i < body.length && (body[i] == ' ' || body[i] == '\n' || body[i] == '\r' || body[i] == '\t')) {
            i++;
        }
        return i;
    }
}
