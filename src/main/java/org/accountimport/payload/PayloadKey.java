package org.accountimport.payload;

import org.jspecify.annotations.Nullable;

/** The natural key of a payload, or why there is none to find. */
public sealed interface PayloadKey {

    /**
     * The document is well-formed and names its account.
     *
     * @param importSupplier a known supplier's code
     * @param externalAccountNumber cleaned as the reader cleans it
     */
    record Found(String importSupplier, String externalAccountNumber) implements PayloadKey {}

    /**
     * The document cannot be read, or one of the two fields is structurally wrong.
     *
     * @param violation the first one, with the attr, code and detail that the reader gives it
     * @param parseError why and where the document is no JSON; null when it is
     */
    record Refused(Violation violation, @Nullable ParseError parseError) implements PayloadKey {

        /** What to tell the sender: with line and column when the document is no JSON. */
        public String detail() {
            return parseError == null ? violation.detail() : parseError.detail();
        }
    }
}
