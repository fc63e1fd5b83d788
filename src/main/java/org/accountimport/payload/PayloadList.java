package org.accountimport.payload;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The items of a list that did not fail, each with its position as sent. Immutable once the reader has handed it out.
 *
 * @param <T> the Java type of an item
 */
public final class PayloadList<T> extends AbstractList<T> implements RandomAccess {

    private static final PayloadList<?> EMPTY = new PayloadList<>().complete();
    private static final int FEW = 4;

    /** By position as sent: the item, or the {@link Flaw} in its place. */
    private @Nullable Object[] slots = new @Nullable Object[FEW];

    private int sent;
    private int flawed;

    /** The positions of the items that did not fail; null while or when these are all. */
    private int @Nullable [] readable;

    PayloadList() {}

    // An empty list is a list of anything.
    @SuppressWarnings("unchecked")
    static <T> PayloadList<T> empty() {
        return (PayloadList<T>) EMPTY;
    }

    void add(Object itemOrFlaw, JsonSource source) {
        if (sent == slots.length) {
            slots = Arrays.copyOf(slots, sent * 2);
        }
        slots[sent++] = itemOrFlaw;
        if (itemOrFlaw instanceof Flaw) {
            flawed++;
            source.flawFound();
        }
    }

    PayloadList<T> complete() {
        if (flawed > 0) {
            int[] positions = new int[sent - flawed];
            int next = 0;
            for (int i = 0; i < sent; i++) {
                if (!(slots[i] instanceof Flaw)) {
                    positions[next++] = i;
                }
            }
            readable = positions;
        }
        return this;
    }

    @Nullable
    Object slot(int position) {
        return slots[position];
    }

    /** The item at this position of the list as sent; null when it failed. */
    public @Nullable Object sentAt(int position) {
        return slots[position] instanceof Flaw ? null : slots[position];
    }

    /** How many items were sent, failed ones included. */
    public int sent() {
        return sent;
    }

    /** Whether an item itself failed; violations beneath it do not count. */
    public boolean anyFailed() {
        return flawed > 0;
    }

    /** Where the item at this index of the list stood in the list as sent. */
    public int position(int index) {
        return readable == null ? index : readable[index];
    }

    // A slot is only ever filled by the list's own item type.
    @Override
    @SuppressWarnings("unchecked")
    public T get(int index) {
        if (index >= size()) {
            throw new IndexOutOfBoundsException("Item " + index + " of " + size());
        }
        return (T) slots[position(index)];
    }

    @Override
    public int size() {
        return sent - flawed;
    }
}
