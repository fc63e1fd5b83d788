package org.accountimport.job;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.RunScope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code wave_run}: what each job execution covers, and why it ended early. */
@Repository
class WaveRuns {

    /** Batch calls an execution STOPPED from the moment it is told to stop; its process may die before its steps have ended. */
    private static final String UNFINISHED = """
            AND (execution.status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
                 OR (execution.status = 'STOPPED'
                     AND EXISTS (SELECT
                                   FROM batch_step_execution step
                                  WHERE step.job_execution_id = execution.job_execution_id
                                    AND step.status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'))))
            """;

    private final JdbcClient jdbc;

    WaveRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One job execution over one wave.
     *
     * @param partitionEnds last id of each partition, rising; empty when there is nothing to decide
     */
    record WaveRun(RunScope scope, List<Long> partitionEnds) {

        /** 0 when there is nothing to decide. */
        long lastId() {
            return partitionEnds.isEmpty() ? 0 : partitionEnds.get(partitionEnds.size() - 1);
        }
    }

    Optional<WaveRun> find(long jobExecutionId) {
        return jdbc.sql("""
                SELECT job_execution_id, first_execution, wave_id, kind, retry_errored, partition_ends
                  FROM wave_run
                 WHERE job_execution_id = :execution
                """)
                .param("execution", jobExecutionId)
                .query((row, number) -> waveRun(row))
                .optional();
    }

    WaveRun get(long jobExecutionId) {
        return find(jobExecutionId)
                .orElseThrow(
                        () -> new IllegalStateException("Job execution " + jobExecutionId + " is no run over a wave"));
    }

    Optional<WaveRun> firstOfInstance(long jobInstanceId) {
        return jdbc.sql("""
                SELECT job_execution_id, first_execution, wave_id, kind, retry_errored, partition_ends
                  FROM wave_run
                 WHERE job_instance_id = :instance
                 ORDER BY job_execution_id
                 LIMIT 1
                """)
                .param("instance", jobInstanceId)
                .query((row, number) -> waveRun(row))
                .optional();
    }

    /** The executions over a wave that claim to run, or of which nobody knows how they ended. */
    List<Long> unfinished(long waveId) {
        return jdbc.sql("""
                SELECT execution.job_execution_id
                  FROM batch_job_execution execution
                  JOIN batch_job_execution_params parameter USING (job_execution_id)
                 WHERE parameter.parameter_name = :name
                   AND parameter.parameter_value = :wave
                """ + UNFINISHED + """
                 ORDER BY execution.job_execution_id
                """)
                .param("name", RunParameters.WAVE_ID)
                .param("wave", Long.toString(waveId))
                .query(Long.class)
                .list();
    }

    /**
     * An execution that claims to run, or of which nobody knows how it ended.
     *
     * @param newestOfWave  whether nothing was launched over its wave since
     * @param crashesBefore earlier executions of the same job instance whose process was gone
     * @param lease         on its wave; null when nobody holds it
     */
    record Unfinished(
            long jobExecutionId,
            long waveId,
            boolean newestOfWave,
            int crashesBefore,
            WaveLeases.@Nullable Lease lease) {}

    /**
     * All executions that claim to run or are UNKNOWN, with the leases as they are at the same moment: whoever runs has taken
     * the lease before the execution began, and lets go of it when the execution has ended.
     */
    List<Unfinished> unfinished() {
        return jdbc.sql("""
                SELECT execution.job_execution_id,
                       parameter.parameter_value::bigint AS wave_id,
                       NOT EXISTS (SELECT
                                     FROM batch_job_execution_params later
                                    WHERE later.parameter_name = :name
                                      AND later.parameter_value = parameter.parameter_value
                                      AND later.job_execution_id > execution.job_execution_id) AS newest,
                       (SELECT count(*)
                          FROM wave_run run
                          JOIN batch_job_execution earlier USING (job_execution_id)
                         WHERE earlier.job_instance_id = execution.job_instance_id
                           AND earlier.job_execution_id < execution.job_execution_id
                           AND run.stop_reason = 'crashed') AS crashes,
                       lease.job_execution_id AS running,
                       lease.launched_by,
                       lease.holder,
                       lease.host,
                       lease.process_id,
                       lease.expires_at <= now() AS expired
                  FROM batch_job_execution execution
                  JOIN batch_job_execution_params parameter USING (job_execution_id)
                  LEFT JOIN wave_lease lease ON lease.wave_id = parameter.parameter_value::bigint
                 WHERE parameter.parameter_name = :name
                """ + UNFINISHED + """
                 ORDER BY execution.job_execution_id
                """)
                .param("name", RunParameters.WAVE_ID)
                .query((row, number) -> unfinished(row))
                .list();
    }

    private static Unfinished unfinished(ResultSet row) throws SQLException {
        String holder = row.getString("holder");
        return new Unfinished(
                row.getLong("job_execution_id"),
                row.getLong("wave_id"),
                row.getBoolean("newest"),
                row.getInt("crashes"),
                holder == null
                        ? null
                        : new WaveLeases.Lease(
                                row.getObject("running", Long.class),
                                row.getString("launched_by"),
                                holder,
                                row.getString("host"),
                                row.getLong("process_id"),
                                row.getBoolean("expired")));
    }

    /** Records a job instance's first execution. */
    void open(WaveRun run, long jobInstanceId, long total, String launchedBy) {
        jdbc.sql("""
                INSERT INTO wave_run (job_execution_id, job_instance_id, first_execution, wave_id, kind, retry_errored,
                                      launched_by, snapshot_at, first_id, last_id, partition_ends, total)
                VALUES (:execution, :instance, :first, :wave, :kind, :retryErrored,
                        :launchedBy, now(), 0, :last, :ends, :total)
                """)
                .param("execution", run.scope().jobExecutionId())
                .param("instance", jobInstanceId)
                .param("first", run.scope().firstExecution())
                .param("wave", run.scope().waveId())
                .param("kind", run.scope().kind().jobName())
                .param("retryErrored", run.scope().retryErrored())
                .param("launchedBy", launchedBy)
                .param("last", run.lastId())
                .param("ends", run.partitionEnds().toArray(Long[]::new))
                .param("total", total)
                .update();
    }

    /**
     * Records a restart: it covers the accounts of the first execution that are left, with the payloads they have now.
     */
    void reopen(long jobExecutionId, WaveRun first, long total, String launchedBy) {
        jdbc.sql("""
                INSERT INTO wave_run (job_execution_id, job_instance_id, first_execution, wave_id, kind, retry_errored,
                                      launched_by, snapshot_at, first_id, last_id, partition_ends, total)
                SELECT :execution, job_instance_id, first_execution, wave_id, kind, retry_errored,
                       :launchedBy, now(), first_id, last_id, partition_ends, :total
                  FROM wave_run
                 WHERE job_execution_id = :first
                """)
                .param("execution", jobExecutionId)
                .param("launchedBy", launchedBy)
                .param("total", total)
                .param("first", first.scope().jobExecutionId())
                .update();
    }

    /** Records why an execution ended before everything was decided; a reason that is recorded already stays. */
    void stopped(long jobExecutionId, StopReason reason) {
        jdbc.sql("""
                UPDATE wave_run
                   SET stop_reason = :reason
                 WHERE job_execution_id = :execution
                   AND stop_reason IS NULL
                """)
                .param("reason", reason.code())
                .param("execution", jobExecutionId)
                .update();
    }

    /** Records why an execution that is under way is about to be stopped; returns whether it had no reason yet. */
    boolean stopping(long jobExecutionId, StopReason reason) {
        return jdbc.sql("""
                UPDATE wave_run
                   SET stop_reason = :reason
                 WHERE job_execution_id = :execution
                   AND stop_reason IS NULL
                   AND EXISTS (SELECT
                                 FROM batch_job_execution execution
                                WHERE execution.job_execution_id = wave_run.job_execution_id
                                  AND execution.status IN ('STARTING', 'STARTED'))
                """)
                        .param("reason", reason.code())
                        .param("execution", jobExecutionId)
                        .update()
                == 1;
    }

    /** Takes back what {@link #stopping} has recorded: the execution has come to its end before it could be stopped. */
    void notStopped(long jobExecutionId, StopReason reason) {
        jdbc.sql("""
                UPDATE wave_run
                   SET stop_reason = NULL
                 WHERE job_execution_id = :execution
                   AND stop_reason = :reason
                """)
                .param("reason", reason.code())
                .param("execution", jobExecutionId)
                .update();
    }

    boolean isStoppedAtLimit(long jobExecutionId) {
        return jdbc.sql("SELECT stop_reason = 'limit' FROM wave_run WHERE job_execution_id = :execution")
                .param("execution", jobExecutionId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private static WaveRun waveRun(ResultSet row) throws SQLException {
        Array ends = row.getArray("partition_ends");
        return new WaveRun(
                new RunScope(
                        row.getLong("job_execution_id"),
                        row.getLong("first_execution"),
                        row.getLong("wave_id"),
                        RunKind.ofJob(row.getString("kind")),
                        row.getBoolean("retry_errored")),
                List.of((Long[]) ends.getArray()));
    }
}
