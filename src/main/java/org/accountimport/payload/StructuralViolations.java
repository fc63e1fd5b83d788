package org.accountimport.payload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the flaws of a payload in the rulebook's order: fields as in the tables of section 4, depth first, list items by
 * position, unknown fields last and by name. The order of the keys in the JSON text is long forgotten here.
 */
final class StructuralViolations {

    private final List<Violation> listed = new ArrayList<>();
    private long unlisted;

    private StructuralViolations() {}

    static StructuralViolations of(PayloadObject account, @Nullable PayloadObject envelope) {
        StructuralViolations violations = new StructuralViolations();
        violations.gather(account);
        if (envelope != null) {
            violations.gatherUnknown(envelope);
        }
        return violations;
    }

    /** The first {@link Violation#MOST_LISTED}. */
    List<Violation> listed() {
        return listed;
    }

    long unlisted() {
        return unlisted;
    }

    private void gather(PayloadObject object) {
        for (int position = 0; position < object.shape().size(); position++) {
            Field<?> field = object.shape().at(position);
            Object slot = object.slot(position);
            if (object.failed(field)) {
                add(object.flaw(field), object, field.name());
            } else if (slot instanceof PayloadObject child) {
                gather(child);
            } else if (slot instanceof PayloadList<?> list) {
                gather(list, object, field);
            }
        }
        gatherUnknown(object);
    }

    private void gather(PayloadList<?> list, PayloadObject object, Field<?> field) {
        for (int position = 0; position < list.sent(); position++) {
            Object slot = list.slot(position);
            if (slot instanceof Flaw flaw) {
                add(flaw, object, field.name() + "." + position);
            } else if (slot instanceof PayloadObject item) {
                gather(item);
            }
        }
    }

    private void gatherUnknown(PayloadObject object) {
        Set<String> names = object.unknown();
        if (listed.size() == Violation.MOST_LISTED) {
            unlisted += names.size();
            return;
        }
        names.stream().sorted(BY_CODE_POINTS).forEach(name -> add(Flaw.UNKNOWN_FIELD, object, Legible.of(name)));
    }

    private void add(Flaw flaw, PayloadObject object, String name) {
        if (listed.size() < Violation.MOST_LISTED) {
            listed.add(flaw.at(object.pathOf(name)));
        } else {
            unlisted++;
        }
    }

    /** Unlike {@link String#compareTo}, which puts U+FF5E after U+1F600's surrogates. */
    private static final Comparator<String> BY_CODE_POINTS = (one, other) -> {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean bothOrNeither = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothOrNeither ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    };
}
