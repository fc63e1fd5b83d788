package org.accountimport.payload;

/**
 * What is structurally wrong with one value. Stands in the value's place, so its path is known from where it is found.
 *
 * @param code of a {@link StructuralCode}
 */
record Flaw(String code, String detail) {

    static final Flaw REQUIRED = StructuralCode.REQUIRED.flaw();
    static final Flaw NULL = StructuralCode.NULL.flaw();
    static final Flaw NOT_A_LIST = StructuralCode.NOT_A_LIST.flaw();
    static final Flaw NULL_CHARACTERS = StructuralCode.NULL_CHARACTERS_NOT_ALLOWED.flaw();
    static final Flaw BROKEN_CHARACTERS = StructuralCode.SURROGATE_CHARACTERS_NOT_ALLOWED.flaw();
    static final Flaw BLANK = StructuralCode.BLANK.flaw();
    static final Flaw UNKNOWN_FIELD = StructuralCode.UNKNOWN_FIELD.flaw();

    static Flaw invalid(String type) {
        return StructuralCode.INVALID.flaw(type);
    }

    /** Of a value as it was received; text without quotes, anything else as JSON. */
    static Flaw invalidChoice(String value) {
        return StructuralCode.INVALID_CHOICE.flaw(value.isEmpty() ? "\"\"" : Legible.of(value));
    }

    Violation at(String attr) {
        return new Violation(attr, code, detail);
    }
}
