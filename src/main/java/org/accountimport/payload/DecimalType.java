package org.accountimport.payload;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * A JSON number in any notation, or a plain decimal in a string. Read exactly, trailing zeros dropped. What is over a limit
 * is found by counting digits, so that no number, however long or large, is ever computed.
 */
final class DecimalType extends ValueType<BigDecimal> {

    private final int maxDigits;
    private final int maxWholeDigits;
    private final int maxPlaces;
    private final boolean atLeastZero;

    DecimalType(int maxDigits, int maxWholeDigits, int maxPlaces, boolean atLeastZero) {
        super("decimal");
        this.maxDigits = maxDigits;
        this.maxWholeDigits = maxWholeDigits;
        this.maxPlaces = maxPlaces;
        this.atLeastZero = atLeastZero;
    }

    DecimalType atLeastZero() {
        return new DecimalType(maxDigits, maxWholeDigits, maxPlaces, true);
    }

    @Override
    public String limits() {
        return "digits " + maxDigits + ", whole " + maxWholeDigits + ", places " + maxPlaces
                + (atLeastZero ? ", min 0" : "");
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        boolean string = token == JsonToken.VALUE_STRING;
        if (!string && !token.isNumeric()) {
            return wrongKind(token, source);
        }
        char[] text = source.characters();
        int from = source.offset();
        int to = from + source.length();
        return string && !DecimalDigits.isPlain(text, from, to)
                ? invalid()
                : judge(DecimalDigits.count(text, from, to));
    }

    private Object judge(DecimalDigits number) {
        Flaw flaw = flaw(number);
        return flaw == null ? number.value() : flaw;
    }

    private @Nullable Flaw flaw(DecimalDigits number) {
        if (number.whole() + number.places() > maxDigits) {
            return StructuralCode.MAX_DIGITS.flaw(maxDigits);
        }
        if (number.places() > maxPlaces) {
            return StructuralCode.MAX_DECIMAL_PLACES.flaw(maxPlaces);
        }
        if (number.whole() > maxWholeDigits) {
            return StructuralCode.MAX_WHOLE_DIGITS.flaw(maxWholeDigits);
        }
        return atLeastZero && number.negative() && !number.isZero() ? StructuralCode.MIN_VALUE.flaw(0) : null;
    }

    @Override
    Map<String, Object> schema() {
        Map<String, Object> number = new LinkedHashMap<>();
        BigDecimal beyond = BigDecimal.TEN.pow(maxWholeDigits);
        number.put("type", "number");
        number.put(atLeastZero ? "minimum" : "exclusiveMinimum", atLeastZero ? BigDecimal.ZERO : beyond.negate());
        number.put("exclusiveMaximum", beyond);
        number.put("multipleOf", BigDecimal.ONE.movePointLeft(maxPlaces));
        Map<String, Object> text = AccountSchema.ordered(
                "type", "string", "pattern", TextSchema.decimal(maxWholeDigits, maxPlaces, atLeastZero));
        return Map.of("anyOf", List.of(number, text));
    }
}
