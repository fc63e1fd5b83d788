package org.accountimport.job;

import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads what a partition has left to do, a page at a time, by keyset and status. It saves no state: what a restart reads first
 * is what is still undecided, or not yet rolled back.
 */
final class KeysetReader<T> implements ItemReader<T> {

    private final Pages<T> pages;
    private final ToLongFunction<T> processId;
    private final long lastId;
    private final int pageSize;
    private long after;
    private Iterator<T> page = List.<T>of().iterator();
    private boolean exhausted;

    /** The next items with process ids above {@code after} and up to {@code last}, in the order of their ids. */
    interface Pages<T> {
        List<T> next(long after, long last, int limit);
    }

    KeysetReader(Pages<T> pages, ToLongFunction<T> processId, PartitionRange range, int pageSize) {
        this.pages = pages;
        this.processId = processId;
        this.after = range.after();
        this.lastId = range.last();
        this.pageSize = pageSize;
    }

    @Override
    public @Nullable T read() {
        if (!page.hasNext() && !exhausted) {
            List<T> items = pages.next(after, lastId, pageSize);
            page = items.iterator();
            exhausted = items.size() < pageSize;
        }
        if (!page.hasNext()) {
            return null;
        }
        T next = page.next();
        after = processId.applyAsLong(next);
        return next;
    }
}
