package org.accountimport.payload;

import java.util.Map;
import tools.jackson.core.JsonToken;

/** A JSON number written without fraction and exponent. Bounds hold for integers of any length. */
final class IntegerType extends ValueType<Long> {

    /** As many decimal digits as a long surely holds; every bound has fewer. */
    private static final int DIGITS_OF_A_LONG = 18;

    private final long min;
    private final long max;

    IntegerType(long min, long max) {
        super("integer");
        this.min = min;
        this.max = max;
    }

    @Override
    public String limits() {
        return (min + " to " + max).replace('-', '\u2212');
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return wrongKind(token, source);
        }
        char[] text = source.characters();
        int from = source.offset();
        int to = from + source.length();
        boolean negative = text[from] == '-';
        int digits = negative ? from + 1 : from;
        if (to - digits > DIGITS_OF_A_LONG) {
            return negative ? StructuralCode.MIN_VALUE.flaw(min) : StructuralCode.MAX_VALUE.flaw(max);
        }
        long number = 0;
        for (int i = digits; i < to; i++) {
            number = number * 10 + (text[i] - '0');
        }
        return judge(negative ? -number : number);
    }

    private Object judge(long number) {
        if (number < min) {
            return StructuralCode.MIN_VALUE.flaw(min);
        }
        return number > max ? StructuralCode.MAX_VALUE.flaw(max) : (Object) number;
    }

    @Override
    Map<String, Object> schema() {
        return AccountSchema.merged(Map.of("type", "integer"), AccountSchema.ordered("minimum", min, "maximum", max));
    }
}
