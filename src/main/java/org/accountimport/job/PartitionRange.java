package org.accountimport.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The import process ids of one partition. Ranges of a run are disjoint and leave no gap. A partition's name says which range
 * is its own: a process may die between making a step execution and storing its execution context.
 *
 * @param after exclusive lower end
 * @param last  inclusive upper end
 */
record PartitionRange(long after, long last) {

    private static final String NAME = "partition-";

    /** The names of a run's partitions, each with an execution context that holds nothing. */
    static Map<String, ExecutionContext> names(List<Long> ends) {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        for (int number = 1; number <= ends.size(); number++) {
            contexts.put(NAME + "%02d".formatted(number), new ExecutionContext());
        }
        return contexts;
    }

    /**
     * The range of a partition.
     *
     * @param stepName name of its step execution, which ends in the partition's name
     * @param ends     last id of each of the run's partitions
     */
    static PartitionRange of(String stepName, List<Long> ends) {
        int number = Integer.parseInt(stepName.substring(stepName.lastIndexOf(NAME) + NAME.length()));
        return new PartitionRange(number == 1 ? 0 : ends.get(number - 2), ends.get(number - 1));
    }
}
