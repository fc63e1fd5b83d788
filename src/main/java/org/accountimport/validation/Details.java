package org.accountimport.validation;

import java.math.BigDecimal;
import java.util.function.Function;
import org.accountimport.payload.Legible;
import org.jspecify.annotations.Nullable;

/** Puts values into the sentences of the rulebook. */
final class Details {

    private Details() {}

    /** The sentence with every word in braces replaced by its value. Values are not searched for braces again. */
    static String fill(String sentence, Function<String, @Nullable Object> values) {
        StringBuilder filled = new StringBuilder();
        int written = 0;
        for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', written)) {
            int close = sentence.indexOf('}', open);
            filled.append(sentence, written, open).append(text(values.apply(sentence.substring(open + 1, close))));
            written = close + 1;
        }
        return filled.append(sentence, written, sentence.length()).toString();
    }

    /** Decimals without exponent, dates and instants as ISO 8601 (instants in UTC), nothing as 0: a balance nobody sent. */
    private static String text(@Nullable Object value) {
        if (value == null) {
            return "0";
        }
        return value instanceof BigDecimal decimal ? plain(decimal) : Legible.of(value.toString());
    }

    /** Without exponent and without trailing zeros after the point. */
    static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}
