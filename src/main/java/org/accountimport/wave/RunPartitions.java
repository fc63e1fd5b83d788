package org.accountimport.wave;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The partitions of runs, and who executes them. Reads only. */
@Repository
public class RunPartitions {

    private final JdbcClient jdbc;

    RunPartitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The partitions that a run executes, by name. A restart has only those that earlier executions have not completed.
     *
     * @return empty when there is no such run, or when it has no partitions yet
     */
    public List<PartitionState> of(long jobExecutionId) {
        return of(List.of(jobExecutionId)).getOrDefault(jobExecutionId, List.of());
    }

    /** The same for several runs at once, by job execution id; those without partitions are missing. */
    public Map<Long, List<PartitionState>> of(Collection<Long> jobExecutionIds) {
        Map<Long, List<PartitionState>> partitions = new HashMap<>();
        jdbc.sql("""
                SELECT step.job_execution_id, split_part(step.step_name, ':', 2) AS name, step.status, partition.worker,
                       coalesce(partition.succeeded + partition.errored + partition.left_alone, 0) AS done
                  FROM batch_step_execution step
                  LEFT JOIN wave_run_partition partition USING (step_execution_id)
                 WHERE step.job_execution_id = ANY (:executions)
                   AND step.step_name LIKE '%:partition-%'
                 ORDER BY step.job_execution_id, name
                """).param("executions", jobExecutionIds.toArray(Long[]::new)).query(row -> {
            partitions
                    .computeIfAbsent(row.getLong("job_execution_id"), id -> new ArrayList<>())
                    .add(new PartitionState(
                            row.getString("name"),
                            row.getString("status"),
                            row.getString("worker"),
                            row.getLong("done")));
        });
        return partitions;
    }
}
