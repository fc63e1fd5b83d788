package org.accountimport.job;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads what a partition has left to do, a page at a time, by keyset and status. While one page is worked on, the next is
 * read, outside the chunk's transaction: the writer finds out what has changed since. It saves no state: what a restart reads
 * first is what is still undecided, or not yet rolled back.
 */
final class KeysetReader<T> implements ItemReader<T> {

    private final Pages<T> pages;
    private final ToLongFunction<T> processId;
    private final long lastId;
    private final int pageSize;
    private final ReadAhead ahead;
    private Supplier<List<T>> next;
    private Iterator<T> page = List.<T>of().iterator();
    private boolean exhausted;

    /** The next items with process ids above {@code after} and up to {@code last}, in the order of their ids. */
    interface Pages<T> {
        List<T> next(long after, long last, int limit);
    }

    KeysetReader(Pages<T> pages, ToLongFunction<T> processId, PartitionRange range, int pageSize, ReadAhead ahead) {
        this.pages = pages;
        this.processId = processId;
        this.lastId = range.last();
        this.pageSize = pageSize;
        this.ahead = ahead;
        this.next = after(range.after());
    }

    @Override
    public @Nullable T read() {
        if (!page.hasNext() && !exhausted) {
            List<T> items = next.get();
            page = items.iterator();
            exhausted = items.size() < pageSize;
            if (!exhausted) {
                next = ahead.begin(after(processId.applyAsLong(items.get(pageSize - 1))));
            }
        }
        return page.hasNext() ? page.next() : null;
    }

    private Supplier<List<T>> after(long id) {
        return () -> pages.next(id, lastId, pageSize);
    }
}
