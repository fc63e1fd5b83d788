package org.accountimport.job;

import java.util.Iterator;
import java.util.List;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads the process ids of the imported accounts that a rollback's partition has left, a chunk at a time. It saves no state:
 * what is rolled back is no longer PROCESSED.
 */
final class ImportedAccountReader implements ItemReader<Long> {

    private final RunQueue queue;
    private final RunScope scope;
    private final long lastId;
    private final int pageSize;
    private long after;
    private Iterator<Long> page = List.<Long>of().iterator();
    private boolean exhausted;

    ImportedAccountReader(RunQueue queue, RunScope scope, PartitionRange range, int pageSize) {
        this.queue = queue;
        this.scope = scope;
        this.after = range.after();
        this.lastId = range.last();
        this.pageSize = pageSize;
    }

    @Override
    public @Nullable Long read() {
        if (!page.hasNext() && !exhausted) {
            List<Long> ids = queue.nextIds(scope, after, lastId, pageSize);
            page = ids.iterator();
            exhausted = ids.size() < pageSize;
        }
        if (!page.hasNext()) {
            return null;
        }
        after = page.next();
        return after;
    }
}
