package org.accountimport.payload;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Opens a body for the streaming parser: strictly UTF-8, a byte order mark allowed. Finds lines and columns. */
final class JsonText {

    /**
     * Length is the caller's to bound; numbers, names and texts of any length inside that are judged, not refused. The depth
     * is counted by {@link JsonSource}; this bound is one beyond.
     */
    private static final StreamReadConstraints BOUNDED_BY_THE_BODY = StreamReadConstraints.builder()
            .maxNestingDepth(JsonSource.DEEPEST + 1)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    /** Unknown names that collide in the parser's table are unlucky or hostile, but no reason to refuse a document. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(BOUNDED_BY_THE_BODY)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private JsonText() {}

    static byte[] withoutByteOrderMark(byte[] body) {
        return hasByteOrderMark(body) ? Arrays.copyOfRange(body, 3, body.length) : body;
    }

    /** Throws {@link UnreadableBody} when the body is not UTF-8. */
    static void requireUtf8(byte[] body) {
        int wrong = Utf8.firstWrong(body);
        if (wrong >= 0) {
            throw new UnreadableBody("it is not UTF-8", wrong);
        }
    }

    private static boolean hasByteOrderMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }

    static JsonParser parser(byte[] body) {
        return JSON.createParser(ObjectReadContext.empty(), body);
    }

    static UnreadableBody unreadable(StreamReadException notJson) {
        return new UnreadableBody("it is not JSON", notJson.getLocation().getByteOffset());
    }

    static ParseError errorAt(byte[] body, long offset, String reason) {
        int end = offset < 0 ? body.length : (int) Math.min(offset, body.length);
        int line = 1;
        int column = 1;
        for (int i = 0; i < end; i++) {
            if (body[i] == '\n' || (body[i] == '\r' && (i + 1 == body.length || body[i + 1] != '\n'))) {
                line++;
                column = 1;
            } else if ((body[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new ParseError(reason, line, column);
    }
}
