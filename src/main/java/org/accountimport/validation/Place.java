package org.accountimport.validation;

import java.util.Arrays;
import org.accountimport.payload.PayloadObject;
import org.jspecify.annotations.Nullable;

/**
 * Where in a payload something is, as the positions on the way there: fields by their position in the rulebook's table, list
 * items by their index. Places compared number by number are in payload order.
 */
final class Place {

    /** The {@code non_field_errors} of an object come before its fields. */
    static final int NON_FIELD_ERRORS = -1;

    /** The deepest place is a tax item's field: ledger list, ledger, transaction list, transaction, item list, item, field. */
    private static final int DEEPEST = 7;

    private Place() {}

    /** A field of an object, or its {@link #NON_FIELD_ERRORS}. */
    static int[] of(PayloadObject object, int position) {
        int[] place = new int[DEEPEST];
        int length = fill(place, object);
        place[length++] = position;
        return Arrays.copyOf(place, length);
    }

    /** An item of a list field. */
    static int[] of(PayloadObject object, int position, int index) {
        int[] list = of(object, position);
        int[] place = Arrays.copyOf(list, list.length + 1);
        place[list.length] = index;
        return place;
    }

    private static int fill(int[] place, PayloadObject object) {
        @Nullable PayloadObject parent = object.parent();
        if (parent == null) {
            return 0;
        }
        int length = fill(place, parent);
        place[length++] = object.place();
        if (object.index() >= 0) {
            place[length++] = object.index();
        }
        return length;
    }
}
