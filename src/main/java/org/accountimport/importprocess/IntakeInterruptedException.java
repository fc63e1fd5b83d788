package org.accountimport.importprocess;

import java.io.IOException;

/** A stream of payloads could not be read to its end. What was queued before stays queued; loading again is safe. */
public class IntakeInterruptedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient IntakeResult result;

    IntakeInterruptedException(IntakeResult result, IOException cause) {
        super(cause.getMessage(), cause);
        this.result = result;
    }

    /** What became of the lines that were read. */
    public IntakeResult result() {
        return result;
    }
}
