package org.accountimport.payload;

/**
 * What is structurally wrong with one value: a row of the table in rulebook section 3. Stands in the value's place, so its
 * path is known from where it is found.
 */
record Flaw(String code, String detail) {

    static final Flaw REQUIRED = new Flaw("required", "A value is needed here.");
    static final Flaw NULL = new Flaw("null", "Null is not accepted here.");
    static final Flaw NOT_A_LIST = new Flaw("not_a_list", "A list is needed here.");
    static final Flaw NULL_CHARACTERS = new Flaw("null_characters_not_allowed", "Null characters are not accepted.");
    static final Flaw BROKEN_CHARACTERS =
            new Flaw("surrogate_characters_not_allowed", "Broken characters are not accepted.");
    static final Flaw BLANK = new Flaw("blank", "Empty text is not accepted.");
    static final Flaw UNKNOWN_FIELD = new Flaw("unknown_field", "This field is unknown.");

    static Flaw invalid(String type) {
        return new Flaw("invalid", "This is not a valid " + type + ".");
    }

    static Flaw maxLength(int max) {
        return new Flaw("max_length", "At most " + max + " characters fit here.");
    }

    static Flaw invalidChoice(String value) {
        return new Flaw(
                "invalid_choice", (value.isEmpty() ? "\"\"" : Legible.of(value)) + " is not an accepted choice.");
    }

    static Flaw empty(int min) {
        return new Flaw("empty", "At least " + min + " item is needed.");
    }

    static Flaw maxDigits(int max) {
        return new Flaw("max_digits", "At most " + max + " digits are accepted.");
    }

    static Flaw maxDecimalPlaces(int max) {
        return new Flaw("max_decimal_places", "At most " + max + " decimal places are accepted.");
    }

    static Flaw maxWholeDigits(int max) {
        return new Flaw("max_whole_digits", "At most " + max + " digits before the point are accepted.");
    }

    static Flaw minValue(long min) {
        return new Flaw("min_value", "The smallest accepted value is " + min + ".");
    }

    static Flaw maxValue(long max) {
        return new Flaw("max_value", "The largest accepted value is " + max + ".");
    }

    Violation at(String attr) {
        return new Violation(attr, code, detail);
    }
}
