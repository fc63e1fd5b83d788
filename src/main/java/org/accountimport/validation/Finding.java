package org.accountimport.validation;

import java.util.Arrays;
import java.util.Comparator;
import org.accountimport.payload.Violation;

/**
 * A semantic violation with what its order depends on: its place in the payload, then its rule's number (rulebook, section 2).
 *
 * @param place see {@link Place}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole, never handed out
record Finding(int[] place, int rule, Violation violation) {

    static final Comparator<Finding> RULEBOOK_ORDER =
            Comparator.comparing(Finding::place, Arrays::compare).thenComparingInt(Finding::rule);
}
