package org.accountimport.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The import process ids of one partition. Ranges of a run are disjoint and leave no gap.
 *
 * @param after exclusive lower end
 * @param last  inclusive upper end
 */
record PartitionRange(long after, long last) {

    private static final String AFTER = "after-id";
    private static final String LAST = "last-id";

    /** One execution context a partition, by the partition's name. */
    static Map<String, ExecutionContext> contexts(List<Long> ends) {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        long after = 0;
        for (int i = 0; i < ends.size(); i++) {
            ExecutionContext context = new ExecutionContext();
            context.putLong(AFTER, after);
            context.putLong(LAST, ends.get(i));
            contexts.put("partition-%02d".formatted(i + 1), context);
            after = ends.get(i);
        }
        return contexts;
    }

    static PartitionRange of(ExecutionContext context) {
        return new PartitionRange(context.getLong(AFTER), context.getLong(LAST));
    }
}
