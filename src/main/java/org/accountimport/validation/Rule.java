package org.accountimport.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadObject;

/**
 * One row of a table in rulebook section 5: number, code, attr, when it is violated and what is said then. Immutable, safe for
 * any number of threads.
 */
final class Rule {

    /** Whether one object violates the rule. Only asked where nothing that the rule reads has failed. */
    @FunctionalInterface
    interface Condition {
        boolean holds(PayloadObject object, Facts facts);
    }

    /** The same for rules that ask one thing of several fields. */
    @FunctionalInterface
    interface FieldCondition {
        boolean holds(PayloadObject object, Field<?> field, Facts facts);
    }

    /** For rules that compare several objects: reports every violation within the one that holds them. */
    @FunctionalInterface
    interface Search {
        void within(PayloadObject object, Facts facts, Report report);
    }

    /** What stands for a word in braces in the detail; {@code {value}} is the value at the attr without being asked for. */
    @FunctionalInterface
    interface Filling {
        Object of(PayloadObject object, Facts facts);
    }

    private record Part(Spot visited, Spot.Judge judge) {}

    private final Section section;
    private final int number;
    private final String code;
    private final boolean ours;
    private final List<Spot> reported;
    private final List<Part> parts;
    private final String when;
    private final String detail;
    private final Map<String, Filling> fillings;

    private Rule(Row row, String detail) {
        this.section = row.section;
        this.number = row.number;
        this.code = row.code;
        this.ours = row.ours;
        this.reported = List.copyOf(row.reported);
        this.parts = List.copyOf(row.parts);
        this.when = row.when;
        this.detail = detail;
        this.fillings = Map.copyOf(row.fillings);
    }

    static Row row(Section section, int number, String code) {
        return new Row(section, number, code);
    }

    Section section() {
        return section;
    }

    int number() {
        return number;
    }

    /** As the rulebook writes the number: {@code S01}. */
    String name() {
        return "S" + (number < 10 ? "0" : "") + number;
    }

    String code() {
        return code;
    }

    /** Decided for this platform, found in none of its siblings. */
    boolean ours() {
        return ours;
    }

    /** Where it reports. */
    List<Spot> reported() {
        return reported;
    }

    /** In words, when it is violated. */
    String when() {
        return when;
    }

    /** What is said then, with words in braces that are filled in. */
    String detail() {
        return detail;
    }

    Map<String, Filling> fillings() {
        return fillings;
    }

    void check(PayloadObject account, Facts facts, Report report) {
        report.follow(this);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            part.visited().visit(account, part.judge(), facts, report);
        }
    }

    @Override
    public String toString() {
        return name() + " " + code;
    }

    /** A rule while it is written down, in the order in which the rulebook's row reads. */
    static final class Row {

        private final Section section;
        private final int number;
        private final String code;
        private final List<Spot> reported = new ArrayList<>();
        private final List<Field<?>> reads = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final Map<String, Filling> fillings = new LinkedHashMap<>();
        private boolean ours;
        private String when = "";

        private Row(Section section, int number, String code) {
            this.section = section;
            this.number = number;
            this.code = code;
        }

        Row ours() {
            ours = true;
            return this;
        }

        /** Reports at these fields of each object of the scope. A field that is reported is also read. */
        Row at(Scope scope, Field<?>... fields) {
            reported.addAll(Spot.of(scope, fields));
            return this;
        }

        Row atNonFieldErrors(Scope scope) {
            reported.add(Spot.nonFieldErrors(scope));
            return this;
        }

        /** Reports at the path of each object of the scope. */
        Row atItself(Scope scope) {
            reported.add(Spot.itself(scope));
            return this;
        }

        /** Is not evaluated where one of these has failed, be it a field of the object itself or of one above it. */
        Row reads(Field<?>... fields) {
            reads.addAll(List.of(fields));
            return this;
        }

        Row when(String words, Condition condition) {
            return judged(words, (object, spot, facts, report) -> {
                if (condition.holds(object, facts)) {
                    spot.report(object, report);
                }
            });
        }

        Row when(String words, FieldCondition condition) {
            return judged(words, (object, spot, facts, report) -> {
                Field<?> field = spot.field();
                if (field != null && condition.holds(object, field, facts)) {
                    spot.report(object, report);
                }
            });
        }

        private Row judged(String words, Spot.Judge judge) {
            when = words;
            reported.forEach(spot -> parts.add(new Part(spot, judge)));
            return this;
        }

        /** Says in words what the searches that follow look for. */
        Row whenFound(String words) {
            when = words;
            return this;
        }

        Row search(Scope scope, Search search) {
            parts.add(new Part(
                    Spot.nonFieldErrors(scope), (object, spot, facts, report) -> search.within(object, facts, report)));
            return this;
        }

        Row fill(String word, Filling filling) {
            fillings.put(word, filling);
            return this;
        }

        Rule detail(String text) {
            for (Field<?> field : reads) {
                boolean known = false;
                for (Part part : parts) {
                    known |= part.visited().read(field);
                }
                if (!known) {
                    throw new IllegalStateException("S" + number + " reads " + field + " where it cannot be reached");
                }
            }
            return new Rule(this, text);
        }
    }
}
