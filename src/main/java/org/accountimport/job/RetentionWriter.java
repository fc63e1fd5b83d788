package org.accountimport.job;

import java.util.List;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.accountimport.wave.PayloadPurge;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Purges the payloads of a chunk, in the chunk's transaction. A withdrawn account that is wanted again is left alone. */
final class RetentionWriter implements ItemWriter<Long> {

    private final RunQueue queue;
    private final PayloadPurge purge;
    private final PartitionCounts counts;
    private final RunScope scope;
    private final StepExecution partition;

    RetentionWriter(
            RunQueue queue, PayloadPurge purge, PartitionCounts counts, RunScope scope, StepExecution partition) {
        this.queue = queue;
        this.purge = purge;
        this.counts = counts;
        this.scope = scope;
        this.partition = partition;
    }

    @Override
    public void write(Chunk<? extends Long> chunk) {
        List<Long> ids = List.copyOf(chunk.getItems());
        int purged = purge.purge(scope, queue.lock(scope, ids));
        counts.count(partition.getId(), scope.jobExecutionId(), purged, 0, ids.size() - purged);
    }
}
