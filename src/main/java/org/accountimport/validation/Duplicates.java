package org.accountimport.validation;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadList;
import org.accountimport.payload.PayloadObject;
import org.jspecify.annotations.Nullable;

/** Reports every occurrence after the first in payload order. What failed, and what is blank, is not compared. */
final class Duplicates {

    private final Field<String> field;
    private final Report report;

    /** The key of the first object, made only when there is a second: most lists are short. */
    private @Nullable Supplier<@Nullable Object> first;

    private @Nullable Set<Object> seen;

    private Duplicates(Field<String> field, Report report) {
        this.field = field;
        this.report = report;
    }

    /** Compares values of this field, and reports there. */
    static Duplicates of(Field<String> field, Report report) {
        return new Duplicates(field, report);
    }

    /** Compares these objects with one another and with all that came before. */
    void among(PayloadList<PayloadObject> objects) {
        among(objects, object -> object.given(field) ? object.get(field) : null);
    }

    /** The same, by a key that may be made of more than the field; objects without a key are left out. */
    void among(PayloadList<PayloadObject> objects, Function<PayloadObject, @Nullable Object> keys) {
        for (int i = 0; i < objects.size(); i++) {
            PayloadObject object = objects.get(i);
            if (first == null && seen == null) {
                first = () -> keys.apply(object);
            } else if (!isNew(keys.apply(object))) {
                report.at(object, field);
            }
        }
    }

    private boolean isNew(@Nullable Object key) {
        if (seen == null) {
            seen = new HashSet<>();
            Object firstKey = first == null ? null : first.get();
            if (firstKey != null) {
                seen.add(firstKey);
            }
        }
        return key == null || seen.add(key);
    }
}
