package org.accountimport.payload;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * A JSON object that was read against its shape. Tells absent, null and wrong apart, and knows where it stands. Immutable
 * once the reader has handed it out, so safe to share between threads.
 */
public final class PayloadObject {

    static final int NOT_IN_A_LIST = -1;

    private static final @Nullable Object[] NOTHING = {};

    private final Shape shape;
    private final @Nullable PayloadObject parent;
    private final int place;
    private final int index;

    /** By field position: the value, or the {@link Flaw} in its place; null when absent, null or unchecked. */
    private @Nullable Object[] slots = NOTHING;

    private long present;
    private long failed;
    private @Nullable Set<String> unknown;

    private PayloadObject(Shape shape, @Nullable PayloadObject parent, int place, int index) {
        this.shape = shape;
        this.parent = parent;
        this.place = place;
        this.index = index;
    }

    /** Reads the object whose opening brace the parser stands on. */
    static PayloadObject read(Shape shape, JsonSource source, @Nullable PayloadObject parent, int place, int index) {
        PayloadObject object = new PayloadObject(shape, parent, place, index);
        source.enter();
        JsonParser parser = source.parser();
        PropertyNameMatcher matcher = shape.matcher();
        for (int match = parser.nextNameMatch(matcher);
                match != PropertyNameMatcher.MATCH_END_OBJECT;
                match = parser.nextNameMatch(matcher)) {
            if (match >= 0) {
                object.readField(match, source);
            } else {
                object.skipUnknown(source);
            }
        }
        source.leave();
        long missing = shape.required() & ~object.present;
        if (missing != 0) {
            object.failed |= missing;
            source.flawFound();
        }
        shape.settle(object, source);
        return object;
    }

    private void readField(int position, JsonSource source) {
        long bit = 1L << position;
        if ((present & bit) != 0) {
            throw source.sameKeyTwice();
        }
        present |= bit;
        put(position, shape.at(position).read(source.next(), source, this), source);
    }

    private void skipUnknown(JsonSource source) {
        if (!addUnknown(source.name(), source)) {
            throw source.sameKeyTwice();
        }
        source.skip(source.next());
    }

    private boolean addUnknown(String name, JsonSource source) {
        if (unknown == null) {
            unknown = new HashSet<>();
        }
        source.flawFound();
        return unknown.add(name);
    }

    /** Puts a value, null or a {@link Flaw} into its place. */
    void put(int position, @Nullable Object outcome, JsonSource source) {
        if (outcome instanceof Flaw) {
            failed |= 1L << position;
            source.flawFound();
        }
        if (slots == NOTHING) {
            slots = new @Nullable Object[shape.size()];
        }
        slots[position] = outcome;
    }

    /** Drops what was read of a field, and any flaw of it. */
    void leaveUnchecked(Field<?> field) {
        if (slots != NOTHING) {
            slots[field.position()] = null;
        }
        failed &= ~field.bit();
    }

    /** Makes a field that this object turned out not to have an unknown one. */
    void disown(Field<?> field, JsonSource source) {
        leaveUnchecked(field);
        present &= ~field.bit();
        addUnknown(field.name(), source);
    }

    @Nullable
    Object slot(int position) {
        return slots == NOTHING ? null : slots[position];
    }

    /** What is wrong with a failed field. */
    Flaw flaw(Field<?> field) {
        return slot(field.position()) instanceof Flaw flaw ? flaw : Flaw.REQUIRED;
    }

    /** Names that the shape does not know, in no order. */
    Set<String> unknown() {
        return unknown == null ? Set.of() : unknown;
    }

    public Shape shape() {
        return shape;
    }

    /** The object this one stands in, directly or in a list; null for the payload itself. */
    public @Nullable PayloadObject parent() {
        return isRoot() ? null : parent;
    }

    /** The position in {@link #parent()} of the field this object stands in. */
    public int place() {
        return place;
    }

    /** The position in its list as sent, from 0; negative when this object does not stand in a list. */
    public int index() {
        return index;
    }

    private boolean isRoot() {
        return parent == null || shape == AccountFields.SHAPE;
    }

    /**
     * The cleaned value. For an absent field its {@link Field#byDefault() default}. Null when the field was sent as null, is
     * absent without a default, or failed. Lists hold only the items that did not fail.
     */
    public <T> @Nullable T get(Field<T> field) {
        Object slot = slot(field.position());
        if (slot == null) {
            return present(field) || failed(field) ? null : field.byDefault();
        }
        return slot instanceof Flaw ? null : valueOf(slot);
    }

    /** The items of a list that did not fail, with their positions as sent. Empty when absent or failed. */
    public <T> PayloadList<T> list(Field<List<T>> field) {
        Object slot = slot(field.position());
        return slot instanceof PayloadList<?> ? valueOf(slot) : PayloadList.empty();
    }

    // A slot is only ever filled by its own field's type.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T valueOf(Object slot) {
        return (T) slot;
    }

    /**
     * Whether the field is given as the rulebook means it: present, not null, not blank; a list not empty; a free object with
     * at least one key. A failed field is not given.
     */
    public boolean given(Field<?> field) {
        Object slot = slot(field.position());
        if (slot instanceof String text) {
            return !text.isEmpty();
        }
        if (slot instanceof PayloadList<?> list) {
            return list.sent() > 0;
        }
        if (slot instanceof RawJson json) {
            return !json.isEmptyObject();
        }
        return slot != null && !(slot instanceof Flaw);
    }

    /** Whether the key stood in the JSON at all, with whatever value. */
    public boolean present(Field<?> field) {
        return (present & field.bit()) != 0;
    }

    /** Whether the field itself carries a structural violation; one beneath it does not count. */
    public boolean failed(Field<?> field) {
        return (failed & field.bit()) != 0;
    }

    /** Whether any field of this mask of {@link Field#bit()}s failed. */
    public boolean anyFailed(long fields) {
        return (failed & fields) != 0;
    }

    /** The attr of this object: {@code customers.0}; empty for the payload itself. */
    public String path() {
        PayloadObject within = parent();
        if (within == null) {
            return "";
        }
        String path = within.pathOf(within.shape.at(place));
        return index == NOT_IN_A_LIST ? path : path + "." + index;
    }

    /** The attr of a field of this object: {@code customers.0.landline}. */
    public String pathOf(Field<?> field) {
        return pathOf(field.name());
    }

    /** The attr of something in this object: of {@code non_field_errors} or an unknown name. */
    public String pathOf(String name) {
        String path = path();
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Which object this is, not what it says: payload content does not belong into logs. */
    @Override
    public String toString() {
        return "PayloadObject[" + shape.name() + " at " + (path().isEmpty() ? "the top" : path()) + "]";
    }
}
