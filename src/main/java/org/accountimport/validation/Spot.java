package org.accountimport.validation;

import java.util.List;
import java.util.stream.Stream;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.Shape;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule reports: in each object of a scope, at one of its fields or at what no field is to blame for. The rule is
 * evaluated for each such object that can be reached, unless a field it reads has failed there or above.
 */
final class Spot {

    private final Scope scope;
    private final Field<?>[] way;
    private final @Nullable Field<?> field;

    /** By shape on the way: the fields that must not have failed. */
    private final long[] reads;

    private final boolean itself;

    private Spot(Scope scope, @Nullable Field<?> field, boolean itself) {
        this.scope = scope;
        this.itself = itself;
        this.field = field;
        this.way = scope.way().toArray(Field<?>[]::new);
        this.reads = new long[way.length + 1];
        if (field != null) {
            read(field);
        }
    }

    static List<Spot> of(Scope scope, Field<?>... fields) {
        return Stream.of(fields).map(field -> new Spot(scope, field, false)).toList();
    }

    static Spot nonFieldErrors(Scope scope) {
        return new Spot(scope, null, false);
    }

    static Spot itself(Scope scope) {
        return new Spot(scope, null, true);
    }

    /** Adds a field to those that are read; false when no object on the way has it. */
    boolean read(Field<?> readField) {
        List<Shape> shapes = scope.shapes();
        int level = shapes.indexOf(readField.shape());
        if (level >= 0) {
            reads[level] |= readField.bit();
        }
        return level >= 0;
    }

    /** Shows the judge each object of the scope where nothing that is read has failed, in payload order. */
    void visit(PayloadObject account, Judge judge, Facts facts, Report report) {
        visit(account, 0, judge, facts, report);
    }

    private void visit(PayloadObject object, int level, Judge judge, Facts facts, Report report) {
        if (object.anyFailed(reads[level])) {
            return;
        }
        if (level == way.length) {
            judge.judge(object, this, facts, report);
            return;
        }
        Object next = object.get(way[level]);
        if (next instanceof PayloadObject child) {
            visit(child, level + 1, judge, facts, report);
        } else if (next instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                visit((PayloadObject) items.get(i), level + 1, judge, facts, report);
            }
        }
    }

    /** Null where no field is to blame. */
    @Nullable
    Field<?> field() {
        return field;
    }

    /** Says that one of the scope's objects violates the rule. */
    void report(PayloadObject object, Report report) {
        if (itself) {
            report.atItself(object);
        } else {
            report.at(object, field);
        }
    }

    /** The attr with letters for list positions: {@code customers.N.family_name}. */
    String attr() {
        String within = scope.attr();
        if (itself) {
            return within;
        }
        String name = field == null ? Violation.NON_FIELD_ERRORS : field.name();
        return within.isEmpty() ? name : within + "." + name;
    }

    /** Looks at one object of a spot. */
    @FunctionalInterface
    interface Judge {

        void judge(PayloadObject object, Spot spot, Facts facts, Report report);
    }
}
