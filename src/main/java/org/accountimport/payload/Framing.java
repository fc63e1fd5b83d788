package org.accountimport.payload;

/** How a payload may stand in the bytes that hold it. */
public enum Framing {
    /** {@code {"payload": {...}}} and nothing else: request bodies. */
    ENVELOPE,
    /** The payload object itself, or in an envelope; a key {@code payload} at the top means envelope: NDJSON lines, files. */
    EITHER
}
