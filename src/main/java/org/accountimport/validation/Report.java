package org.accountimport.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadList;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what the rules find in one payload, in whatever order they find it, and puts it into the rulebook's. Keeps no
 * more than can be listed, however much there is. For one validation, one thread.
 */
final class Report {

    /** When so many are noted down, those that cannot be listed any more are let go. */
    private static final int ENOUGH = 8 * Violation.MOST_LISTED;

    private static final Comparator<Note> RULEBOOK_ORDER = Comparator.comparing(Note::place, Arrays::compare)
            .thenComparingInt(note -> note.rule().number());

    /** A violation before it is put into words. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Note(
            Rule rule,
            int[] place,
            PayloadObject object,
            @Nullable Field<?> field,
            int item) {}

    private static final int NO_ITEM = -1;

    private final Facts facts;
    private final List<Note> notes = new ArrayList<>(0);
    private final List<ReferenceToLookUp> lookUps = new ArrayList<>(0);
    private @Nullable Rule rule;
    private long letGo;

    Report(Facts facts) {
        this.facts = facts;
    }

    /** What is reported from now on, this rule finds. */
    void follow(Rule current) {
        rule = current;
    }

    /** At a field of an object, or at its non-field errors when there is none. */
    void at(PayloadObject object, @Nullable Field<?> field) {
        int position = field == null ? Place.NON_FIELD_ERRORS : field.position();
        note(new Note(rule(), Place.of(object, position), object, field, NO_ITEM));
    }

    /** At an object that is the value of a field. */
    void atItself(PayloadObject object) {
        PayloadObject parent = object.parent();
        if (parent != null) {
            at(parent, parent.shape().fields().get(object.place()));
        }
    }

    /** At an item of a list field, at its position as sent. */
    void at(PayloadObject object, Field<?> field, int item) {
        note(new Note(rule(), Place.of(object, field.position(), item), object, field, item));
    }

    /** For a rule that cannot be decided here. */
    void atIfTaken(AccountReference reference, PayloadObject object, Field<?> field) {
        Note note = new Note(rule(), Place.of(object, field.position()), object, field, NO_ITEM);
        lookUps.add(new ReferenceToLookUp(reference, finding(note)));
    }

    private Rule rule() {
        if (rule == null) {
            throw new IllegalStateException("Only a rule that is being followed can report");
        }
        return rule;
    }

    private void note(Note note) {
        notes.add(note);
        if (notes.size() == ENOUGH) {
            letGo();
        }
    }

    private void letGo() {
        notes.sort(RULEBOOK_ORDER);
        if (notes.size() > Violation.MOST_LISTED) {
            letGo += notes.size() - Violation.MOST_LISTED;
            notes.subList(Violation.MOST_LISTED, notes.size()).clear();
        }
    }

    /** What was found, in order, {@link Violation#MOST_LISTED} at most. */
    List<Finding> findings() {
        if (notes.isEmpty()) {
            return List.of();
        }
        letGo();
        return notes.stream().map(this::finding).toList();
    }

    /** How much more was found than {@link #findings()} lists. */
    long unlisted() {
        return letGo;
    }

    List<ReferenceToLookUp> lookUps() {
        return lookUps.isEmpty() ? List.of() : List.copyOf(lookUps);
    }

    private Finding finding(Note note) {
        Field<?> field = note.field();
        String attr = note.object().pathOf(field == null ? Violation.NON_FIELD_ERRORS : field.name());
        return new Finding(
                note.place(),
                note.rule().number(),
                new Violation(
                        note.item() == NO_ITEM ? attr : attr + "." + note.item(),
                        note.rule().code(),
                        detail(note)));
    }

    private String detail(Note note) {
        String detail = note.rule().detail();
        if (detail.indexOf('{') < 0) {
            return detail;
        }
        return Details.fill(detail, word -> {
            Rule.Filling filling = note.rule().fillings().get(word);
            return filling == null ? value(note) : filling.of(note.object(), facts);
        });
    }

    private static @Nullable Object value(Note note) {
        Field<?> field = note.field();
        Object value = field == null ? null : note.object().get(field);
        if (note.item() == NO_ITEM || !(value instanceof PayloadList<?> list)) {
            return value;
        }
        return list.sentAt(note.item());
    }
}
