package org.accountimport.cli;

import java.io.IOException;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/** Prints what was found wrong, one finding after the other. */
interface FindingWriter extends AutoCloseable {

    /**
     * Prints one finding.
     *
     * @param line from 1
     * @param externalAccountNumber null when it cannot be read
     */
    void write(String file, long line, @Nullable String externalAccountNumber, Violation violation) throws IOException;

    /** Prints what is left to print; the output stays open. */
    @Override
    void close() throws IOException;
}
