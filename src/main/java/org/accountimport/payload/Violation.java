package org.accountimport.payload;

/**
 * One thing that is wrong with a payload, as clients see it (rulebook, section 2).
 *
 * <p>Attr and detail never hold U+0000 or an unpaired surrogate, whatever the payload held, so that they can be stored
 * and sent anywhere; see {@link Legible}.
 *
 * @param attr dot path relative to the payload, list positions from 0: {@code customers.0.landline}
 * @param code the rulebook's code: {@code invalid_phone_number}
 * @param detail a sentence for the person who has to act on it; may repeat the offending value
 */
public record Violation(String attr, String code, String detail) {

    /** The attr of what no single field is to blame for. */
    public static final String NON_FIELD_ERRORS = "non_field_errors";

    /** The most violations that are listed of one payload. */
    public static final int MOST_LISTED = 1_000;

    /** Stands after the last listed violation when there are more than {@link #MOST_LISTED}. */
    public static Violation tooMany(long unlisted) {
        return new Violation(
                NON_FIELD_ERRORS,
                "too_many_violations",
                unlisted + (unlisted == 1 ? " more violation is" : " more violations are") + " not listed here.");
    }
}
