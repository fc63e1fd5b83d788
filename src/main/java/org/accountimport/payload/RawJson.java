package org.accountimport.payload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value nobody looks into, byte for byte as it was received: well-formed UTF-8, no key twice in one object. It is a
 * slice of the body and keeps the body alive. PostgreSQL's {@code json} takes every one of them ({@code jsonb} does not).
 */
public final class RawJson {

    static final RawJson EMPTY_OBJECT = new RawJson("{}".getBytes(StandardCharsets.UTF_8), 0, 2);

    private final byte[] body;
    private final int from;
    private final int to;

    RawJson(byte[] body, int from, int to) {
        this.body = body;
        this.from = from;
        this.to = to;
    }

    /** The JSON text. */
    public String text() {
        return new String(body, from, to - from, StandardCharsets.UTF_8);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return Arrays.copyOfRange(body, from, to);
    }

    /** Whether this is an object without any key. */
    public boolean isEmptyObject() {
        if (body[from] != '{') {
            return false;
        }
        int next = from + 1;
        while (body[next] == ' ' || body[next] == '\n' || body[next] == '\r' || body[next] == '\t') {
            next++;
        }
        return body[next] == '}';
    }

    /** Equal are values of the same bytes. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawJson json && Arrays.equals(body, from, to, json.body, json.from, json.to);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(body, from, to - from).hashCode();
    }

    /** How long it is, not what it says: payload content does not belong into logs. */
    @Override
    public String toString() {
        return "RawJson[" + (to - from) + " bytes]";
    }
}
