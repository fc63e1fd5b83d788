package org.accountimport.job;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code wave_run_partition} and {@code wave_run_partition_code}: what the partitions of runs have decided. */
@Repository
class PartitionCounts {

    private final JdbcClient jdbc;

    PartitionCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a run has decided so far. */
    record Progress(long decided, long errored) {}

    /** Counts what a chunk has decided; part of the chunk's transaction. */
    void count(long stepExecutionId, long jobExecutionId, int succeeded, int errored, int leftAlone) {
        jdbc.sql("""
                INSERT INTO wave_run_partition AS partition (step_execution_id, job_execution_id, succeeded, errored, left_alone)
                VALUES (:step, :execution, :succeeded, :errored, :leftAlone)
                    ON CONFLICT ON CONSTRAINT wave_run_partition_pk DO UPDATE
                   SET succeeded = partition.succeeded + excluded.succeeded,
                       errored = partition.errored + excluded.errored,
                       left_alone = partition.left_alone + excluded.left_alone
                """)
                .param("step", stepExecutionId)
                .param("execution", jobExecutionId)
                .param("succeeded", succeeded)
                .param("errored", errored)
                .param("leftAlone", leftAlone)
                .update();
    }

    /** Counts the accounts of a chunk that carry certain codes; part of the chunk's transaction. */
    void countCodes(long stepExecutionId, long jobExecutionId, Map<String, Long> accountsByCode) {
        jdbc.sql("""
                INSERT INTO wave_run_partition_code AS partition (step_execution_id, job_execution_id, code, accounts)
                SELECT :step, :execution, counted.code, counted.accounts
                  FROM unnest(:codes, :accounts) AS counted (code, accounts)
                    ON CONFLICT ON CONSTRAINT wave_run_partition_code_pk DO UPDATE
                   SET accounts = partition.accounts + excluded.accounts
                """)
                .param("step", stepExecutionId)
                .param("execution", jobExecutionId)
                .param("codes", accountsByCode.keySet().toArray(String[]::new))
                .param("accounts", accountsByCode.values().toArray(Long[]::new))
                .update();
    }

    /** What all partitions of a run have decided so far. */
    Progress progress(long jobExecutionId) {
        return jdbc.sql("""
                SELECT coalesce(sum(succeeded + errored), 0) AS decided, coalesce(sum(errored), 0) AS errored
                  FROM wave_run_partition
                 WHERE job_execution_id = :execution
                """)
                .param("execution", jobExecutionId)
                .query(Progress.class)
                .single();
    }

    /** What a run has decided, together with the executions that it continues. */
    long decidedByInstance(long jobExecutionId) {
        return jdbc.sql("""
                SELECT coalesce(sum(partition.succeeded + partition.errored), 0)
                  FROM wave_run run
                  JOIN wave_run continued USING (job_instance_id)
                  JOIN wave_run_partition partition ON partition.job_execution_id = continued.job_execution_id
                 WHERE run.job_execution_id = :execution
                """)
                .param("execution", jobExecutionId)
                .query(Long.class)
                .single();
    }

    /** Accounts that a run found wrong, by those codes that its error budget limits. */
    Map<String, Long> accountsByCode(long jobExecutionId) {
        Map<String, Long> accounts = new HashMap<>();
        jdbc.sql("""
                SELECT code, sum(accounts) AS accounts
                  FROM wave_run_partition_code
                 WHERE job_execution_id = :execution
                 GROUP BY code
                """).param("execution", jobExecutionId).query(row -> {
            accounts.put(row.getString("code"), row.getLong("accounts"));
        });
        return accounts;
    }
}
