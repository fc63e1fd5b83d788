package org.accountimport.validation;

import java.util.regex.Pattern;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.Shape;
import org.accountimport.payload.Violation;

/**
 * What attrs say without the names that nobody has defined: those are the sender's own text, and may be anything. Takes attrs as
 * violations have them, and those whose list positions are folded to {@code *}. Safe for use by several threads.
 */
public final class MaskedAttrs {

    private static final String LIST = "list of ";
    private static final Pattern POSITION = Pattern.compile("[0-9]+|\\*");
    /** As definitions have them: {@code biling_email}, {@code meterPoints}, {@code address_3}. */
    private static final Pattern NAME_OF_A_FIELD = Pattern.compile("\\p{Ll}[\\p{L}_]{0,48}[0-9]{0,2}");

    private MaskedAttrs() {}

    /**
     * The attr as it may be shown to anybody: with a mask for a name that nobody has defined, unless it looks like the name of a field,
     * for a misspelt one cannot be mended unseen.
     */
    public static String of(String attr) {
        return looksLikeAField(attr.substring(firstUndefined(attr))) ? attr : withoutUndefined(attr);
    }

    /** Whether a name that nobody has defined may be shown to anybody. */
    public static boolean looksLikeAField(String name) {
        return NAME_OF_A_FIELD.matcher(name).matches();
    }

    /** The attr with one mask from the first name on that nobody has defined; the same attr when all are defined. */
    public static String withoutUndefined(String attr) {
        int undefined = firstUndefined(attr);
        return undefined == attr.length() ? attr : attr.substring(0, undefined) + MaskedDetails.MASK;
    }

    /** Where the first name begins that nobody has defined; the length when all are defined. */
    private static int firstUndefined(String attr) {
        Shape shape = AccountFields.SHAPE;
        boolean inList = false;
        for (int from = 0; from < attr.length(); ) {
            int dot = attr.indexOf('.', from);
            int end = dot < 0 ? attr.length() : dot;
            String name = attr.substring(from, end);
            if (inList && POSITION.matcher(name).matches()) {
                inList = false;
            } else {
                Field<?> field = shape == null ? null : shape.field(name).orElse(null);
                if (field == null) {
                    return end == attr.length() && name.equals(Violation.NON_FIELD_ERRORS) ? end : from;
                }
                shape = field.holds().orElse(null);
                inList = field.type().name().startsWith(LIST);
            }
            from = end + 1;
        }
        return attr.length();
    }
}
