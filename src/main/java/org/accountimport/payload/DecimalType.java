package org.accountimport.payload;

import java.math.BigDecimal;
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
            return Flaw.maxDigits(maxDigits);
        }
        if (number.places() > maxPlaces) {
            return Flaw.maxDecimalPlaces(maxPlaces);
        }
        if (number.whole() > maxWholeDigits) {
            return Flaw.maxWholeDigits(maxWholeDigits);
        }
        return atLeastZero && number.negative() && !number.isZero() ? Flaw.minValue(0) : null;
    }

    @Override
    Map<String, Object> schema() {
        BigDecimal beyond = BigDecimal.ONE.scaleByPowerOfTen(maxWholeDigits);
        Map<String, Object> lowest = atLeastZero
                ? Map.of("minimum", 0)
                : Map.of("exclusiveMinimum", new BigDecimal(beyond.negate().toBigInteger()));
        return Map.of(
                "anyOf",
                List.of(
                        JsonSchema.merged(
                                Map.of("type", "number"),
                                lowest,
                                Map.of(
                                        "exclusiveMaximum",
                                        new BigDecimal(beyond.toBigInteger()),
                                        "multipleOf",
                                        BigDecimal.ONE.movePointLeft(maxPlaces))),
                        Map.of(
                                "type",
                                "string",
                                "pattern",
                                TextSchema.decimal(maxWholeDigits, maxPlaces, atLeastZero))));
    }
}
