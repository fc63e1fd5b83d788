package org.accountimport.payload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One body on its way through the streaming parser, once, front to back: what all the types need while they read, and what
 * only the whole document can tell (depth, a key twice, whether anything was wrong at all). For one thread.
 */
final class JsonSource implements AutoCloseable {

    /** How deep arrays and objects may stand in one another in a request body, its own braces included. */
    static final int DEEPEST = 32;

    private static final String TOO_DEEP = "it is nested deeper than " + DEEPEST + " levels";

    private final JsonParser parser;
    private final byte[] body;
    private final Choices suppliers;
    private final List<PayloadObject> awaitingSupplier = new ArrayList<>();
    private int depth;
    private int depthReached;
    private long deepestAt;
    private boolean flawed;

    JsonSource(JsonParser parser, byte[] body, Choices suppliers) {
        this.parser = parser;
        this.body = body;
        this.suppliers = suppliers;
    }

    /** Gives the parser's buffers back. */
    @Override
    public void close() {
        parser.close();
    }

    JsonParser parser() {
        return parser;
    }

    /** The next token; never null, for a document that ends too early is unreadable. */
    JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw unreadable("it ends too early");
        }
        return token;
    }

    /** The key that the parser stands on. */
    String name() {
        String name = parser.currentName();
        if (name == null) {
            throw unreadable("it ends too early");
        }
        return name;
    }

    String string() {
        return parser.getString();
    }

    /** The characters of a string or number, from {@link #offset()} on, {@link #length()} of them, until the next token. */
    char[] characters() {
        return parser.getStringCharacters();
    }

    int offset() {
        return parser.getStringOffset();
    }

    int length() {
        return parser.getStringLength();
    }

    /** The codes that {@code import_supplier} may have. */
    Choices suppliers() {
        return suppliers;
    }

    /** Remembers an object with a value that only the supplier's settings can judge. */
    void awaitSupplier(PayloadObject object) {
        awaitingSupplier.add(object);
    }

    List<PayloadObject> awaitingSupplier() {
        return awaitingSupplier;
    }

    void flawFound() {
        flawed = true;
    }

    boolean isFlawed() {
        return flawed;
    }

    void enter() {
        depth++;
        if (depth > depthReached) {
            depthReached = depth;
            if (depth >= DEEPEST) {
                deepestAt = parser.currentTokenLocation().getByteOffset();
            }
            if (depth > DEEPEST) {
                throw tooDeep();
            }
        }
    }

    void leave() {
        depth--;
    }

    int depthReached() {
        return depthReached;
    }

    /** Passes over the value that the parser stands on. Duplicate keys and depth count in there too. */
    void skip(JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            enter();
            Keys keys = new Keys();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (!keys.add(name)) {
                    throw sameKeyTwice();
                }
                skip(next());
            }
            leave();
        } else if (token == JsonToken.START_ARRAY) {
            enter();
            for (JsonToken item = next(); item != JsonToken.END_ARRAY; item = next()) {
                skip(item);
            }
            leave();
        }
    }

    /** The bytes of the value that the parser stands on. */
    RawJson raw(JsonToken token) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        skip(token);
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return new RawJson(body, from, to);
    }

    /** Makes sure that nothing but white space follows. */
    void end() {
        if (parser.nextToken() != null) {
            throw unreadable("text follows the document");
        }
    }

    UnreadableBody sameKeyTwice() {
        return unreadable("a key stands twice in one object");
    }

    private UnreadableBody tooDeep() {
        return unreadable(TOO_DEEP);
    }

    /** For a bare payload that would be too deep in its envelope. */
    UnreadableBody tooDeepForBare() {
        return new UnreadableBody(TOO_DEEP, deepestAt);
    }

    private UnreadableBody unreadable(String reason) {
        return new UnreadableBody(reason, parser.currentTokenLocation().getByteOffset());
    }

    /** The keys of an object that has no shape. */
    private static final class Keys {

        private static final int FEW = 8;

        private final @Nullable String[] few = new @Nullable String[FEW];
        private int count;
        private @Nullable Set<String> many;

        boolean add(String key) {
            if (many != null) {
                return many.add(key);
            }
            for (int i = 0; i < count; i++) {
                if (key.equals(few[i])) {
                    return false;
                }
            }
            if (count < FEW) {
                few[count++] = key;
                return true;
            }
            Set<String> keys = new HashSet<>();
            for (String known : few) {
                if (known != null) {
                    keys.add(known);
                }
            }
            many = keys;
            return keys.add(key);
        }
    }
}
