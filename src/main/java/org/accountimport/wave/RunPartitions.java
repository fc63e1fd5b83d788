package org.accountimport.wave;

import java.util.List;
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
        return jdbc.sql("""
                SELECT split_part(step.step_name, ':', 2) AS name, step.status, partition.worker,
                       coalesce(partition.succeeded + partition.errored + partition.left_alone, 0) AS done
                  FROM batch_step_execution step
                  LEFT JOIN wave_run_partition partition USING (step_execution_id)
                 WHERE step.job_execution_id = :execution
                   AND step.step_name LIKE '%:partition-%'
                 ORDER BY name
                """)
                .param("execution", jobExecutionId)
                .query(PartitionState.class)
                .list();
    }
}
