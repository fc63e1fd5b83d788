package org.accountimport.job;

import java.util.Iterator;
import java.util.List;
import org.accountimport.importprocess.QueuedPayload;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads what a partition has left to decide, a chunk at a time, by keyset and status. It saves no state: what a restart reads
 * first is what is still undecided.
 */
final class UndecidedPayloadReader implements ItemReader<QueuedPayload> {

    private final RunQueue queue;
    private final RunScope scope;
    private final long lastId;
    private final int pageSize;
    private long after;
    private Iterator<QueuedPayload> page = List.<QueuedPayload>of().iterator();
    private boolean exhausted;

    UndecidedPayloadReader(RunQueue queue, RunScope scope, PartitionRange range, int pageSize) {
        this.queue = queue;
        this.scope = scope;
        this.after = range.after();
        this.lastId = range.last();
        this.pageSize = pageSize;
    }

    @Override
    public @Nullable QueuedPayload read() {
        if (!page.hasNext() && !exhausted) {
            List<QueuedPayload> payloads = queue.next(scope, after, lastId, pageSize);
            page = payloads.iterator();
            exhausted = payloads.size() < pageSize;
        }
        if (!page.hasNext()) {
            return null;
        }
        QueuedPayload next = page.next();
        after = next.processId();
        return next;
    }
}
