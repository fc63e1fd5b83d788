package org.accountimport.payload;

import java.util.Locale;

/** The codes of structural violations, in the order in which a value is judged: the table of rulebook section 3. */
public enum StructuralCode {
    PARSE_ERROR(
            "not JSON, not UTF-8, the same key twice in one object, or nested deeper than 32 levels",
            "The request body cannot be read as JSON."),
    REQUIRED("a required field is absent", "A value is needed here."),
    NULL("null where the table does not say nullable; null as a list item", "Null is not accepted here."),
    NOT_A_LIST("a list is expected, something else arrived", "A list is needed here."),
    INVALID(
            "wrong JSON type, or a malformed date, datetime, number or e-mail address (checked after length)",
            "This is not a valid {type}."),
    NULL_CHARACTERS_NOT_ALLOWED("text contains U+0000", "Null characters are not accepted."),
    SURROGATE_CHARACTERS_NOT_ALLOWED(
            "text contains an unpaired UTF-16 surrogate", "Broken characters are not accepted."),
    BLANK("text is empty after cleaning, and the table's blank column says no", "Empty text is not accepted."),
    MAX_LENGTH("cleaned text has more code points than the limit", "At most {max} characters fit here."),
    INVALID_CHOICE(
            "the value is not in the enumeration, whatever its JSON type (null is `null`)",
            "{value} is not an accepted choice."),
    EMPTY("a list has fewer items than \"at least\" says", "At least {min} item is needed."),
    MAX_DIGITS("decimal: whole digits plus decimal places exceed the limit", "At most {max} digits are accepted."),
    MAX_DECIMAL_PLACES("decimal: too many decimal places", "At most {max} decimal places are accepted."),
    MAX_WHOLE_DIGITS(
            "decimal: too many digits before the point", "At most {max} digits before the point are accepted."),
    MIN_VALUE("number below the minimum", "The smallest accepted value is {min}."),
    MAX_VALUE("number above the maximum", "The largest accepted value is {max}."),
    UNKNOWN_FIELD("the object's table does not know the field", "This field is unknown.");

    private final String code;
    private final String when;
    private final String detail;

    StructuralCode(String when, String detail) {
        this.code = name().toLowerCase(Locale.ROOT);
        this.when = when;
        this.detail = detail;
    }

    /** As clients see it: {@code max_length}. */
    public String code() {
        return code;
    }

    /** In words, when it is reported. */
    public String when() {
        return when;
    }

    /** What is said then, with at most one word in braces that is filled in. */
    public String detail() {
        return detail;
    }

    /** The flaw of a code that has nothing to fill in. */
    Flaw flaw() {
        return new Flaw(code, detail);
    }

    /** The flaw with this in place of the word in braces. */
    Flaw flaw(Object filling) {
        int open = detail.indexOf('{');
        return new Flaw(code, detail.substring(0, open) + filling + detail.substring(detail.indexOf('}') + 1));
    }
}
