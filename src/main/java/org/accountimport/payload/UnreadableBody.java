package org.accountimport.payload;

/** Leaves the reader from any depth when there is no JSON document to read. Never leaves the package. */
final class UnreadableBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final long offset;

    /**
     * Without a stack trace: this is an answer, not a failure.
     *
     * @param offset in bytes from the first one; negative when unknown
     */
    UnreadableBody(String reason, long offset) {
        super(reason, null, false, false);
        this.reason = reason;
        this.offset = offset;
    }

    ParseError in(byte[] body) {
        return JsonText.errorAt(body, offset, reason);
    }
}
