package org.accountimport.job;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who executes which partition, and for the how-many-th time. A partition belongs to its newest attempt: an older one, whose
 * worker was taken for dead, cannot go on with it. Nothing begins or goes on unless the lease of its wave says that the run is
 * under way.
 */
@Repository
class PartitionAttempts {

    private final JdbcClient jdbc;
    private final String worker;

    PartitionAttempts(JdbcClient jdbc, JobProperties properties) {
        this.jdbc = jdbc;
        this.worker = properties.workerOrProcess();
    }

    /**
     * How a partition stands.
     *
     * @param version of its step execution: changes with every chunk
     * @param ended   whether its status is final
     */
    record State(long stepExecutionId, BatchStatus status, int version, boolean ended) {}

    /** Begins another attempt by this JVM; empty when the partition has ended, or its run is no longer under way. */
    Optional<Integer> begin(long stepExecutionId, long jobExecutionId) {
        return jdbc.sql("""
                INSERT INTO wave_run_partition AS partition (step_execution_id, job_execution_id, worker, attempt)
                SELECT :step, lease.job_execution_id, :worker, 1
                  FROM wave_lease lease
                 WHERE lease.job_execution_id = :execution
                    ON CONFLICT ON CONSTRAINT wave_run_partition_pk DO UPDATE
                   SET worker = excluded.worker,
                       attempt = partition.attempt + 1
                 WHERE NOT partition.ended
                RETURNING partition.attempt
                """)
                .param("step", stepExecutionId)
                .param("execution", jobExecutionId)
                .param("worker", worker)
                .query(Integer.class)
                .optional();
    }

    /** Makes an attempt of this JVM the next one; empty when it is not the newest, or may not go on. */
    Optional<Integer> goOn(long stepExecutionId, long jobExecutionId, int attempt) {
        return jdbc.sql("""
                UPDATE wave_run_partition
                   SET attempt = attempt + 1
                 WHERE step_execution_id = :step
                   AND attempt = :attempt
                   AND NOT ended
                   AND EXISTS (SELECT FROM wave_lease WHERE job_execution_id = :execution)
                RETURNING attempt
                """)
                .param("step", stepExecutionId)
                .param("execution", jobExecutionId)
                .param("attempt", attempt)
                .query(Integer.class)
                .optional();
    }

    /** Makes the status of a partition final, if this attempt is its newest. */
    void end(long stepExecutionId, int attempt) {
        jdbc.sql("""
                UPDATE wave_run_partition
                   SET ended = true
                 WHERE step_execution_id = :step
                   AND attempt = :attempt
                """).param("step", stepExecutionId).param("attempt", attempt).update();
    }

    /** Makes the status of a partition final that nobody executes, or has ever begun. */
    void endUnattended(long stepExecutionId, long jobExecutionId) {
        jdbc.sql("""
                INSERT INTO wave_run_partition (step_execution_id, job_execution_id, ended)
                VALUES (:step, :execution, true)
                    ON CONFLICT ON CONSTRAINT wave_run_partition_pk DO UPDATE
                   SET ended = true
                """)
                .param("step", stepExecutionId)
                .param("execution", jobExecutionId)
                .update();
    }

    BatchStatus runStatus(long jobExecutionId) {
        return BatchStatus.valueOf(
                jdbc.sql("SELECT status FROM batch_job_execution WHERE job_execution_id = :execution")
                        .param("execution", jobExecutionId)
                        .query(String.class)
                        .single());
    }

    List<State> states(Collection<Long> stepExecutionIds) {
        return jdbc.sql("""
                SELECT step_execution_id, step.status, step.version, coalesce(partition.ended, false) AS ended
                  FROM batch_step_execution step
                  LEFT JOIN wave_run_partition partition USING (step_execution_id)
                 WHERE step_execution_id = ANY (:steps)
                """)
                .param("steps", stepExecutionIds.toArray(Long[]::new))
                .query(State.class)
                .list();
    }
}
