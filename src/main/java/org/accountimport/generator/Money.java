package org.accountimport.generator;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How one account's system writes amounts: as numbers or as text, never through binary floating point.
 *
 * @param asText whether amounts are JSON strings
 */
record Money(boolean asText) {

    /** The amount of so many øre, in kroner. */
    JsonNode of(long oere) {
        BigDecimal kroner = BigDecimal.valueOf(oere, 2);
        return asText
                ? JsonNodeFactory.instance.stringNode(kroner.toPlainString())
                : JsonNodeFactory.instance.numberNode(kroner);
    }
}
