package org.accountimport.wave;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known about waves and the runs over them. Reads only. */
@Repository
public class WaveReports {

    private final JdbcClient jdbc;
    private final Waves waves;

    WaveReports(JdbcClient jdbc, Waves waves) {
        this.jdbc = jdbc;
        this.waves = waves;
    }

    public boolean exists(WaveName wave) {
        return waves.find(wave).isPresent();
    }

    /** How a run stands; empty when there is no such run, or when it has not begun. */
    public Optional<RunReport> run(long jobExecutionId) {
        return jdbc.sql("""
                SELECT run.job_execution_id, run.kind, wave.import_supplier, wave.name, execution.status, run.stop_reason,
                       run.launched_by, execution.start_time, execution.end_time, run.total,
                       coalesce(sum(partition.succeeded), 0) AS succeeded,
                       coalesce(sum(partition.errored), 0) AS errored,
                       coalesce(sum(partition.left_alone), 0) AS left_alone
                  FROM wave_run run
                  JOIN wave ON wave.id = run.wave_id
                  JOIN batch_job_execution execution USING (job_execution_id)
                  LEFT JOIN wave_run_partition partition USING (job_execution_id)
                 WHERE run.job_execution_id = :execution
                 GROUP BY run.job_execution_id, wave.id, execution.job_execution_id
                """)
                .param("execution", jobExecutionId)
                .query((row, number) -> runReport(row))
                .optional();
    }

    /** Whether a job execution ended without having recorded what it covers. */
    public boolean failedBeforeItBegan(long jobExecutionId) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT
                                 FROM batch_job_execution execution
                                WHERE execution.job_execution_id = :execution
                                  AND execution.end_time IS NOT NULL
                                  AND NOT EXISTS (SELECT FROM wave_run run WHERE run.job_execution_id = :execution))
                """)
                .param("execution", jobExecutionId)
                .query(Boolean.class)
                .single();
    }

    /** Accounts of a wave by what is decided about them; every status is there, with 0 where it has none. */
    public Map<DecidedStatus, Long> countsByStatus(WaveName wave) {
        Map<DecidedStatus, Long> counts = new EnumMap<>(DecidedStatus.class);
        for (DecidedStatus status : DecidedStatus.values()) {
            counts.put(status, 0L);
        }
        jdbc.sql("""
                SELECT status, count(*) AS accounts
                  FROM import_process
                 WHERE wave_id = (SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name)
                 GROUP BY status
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(row -> {
                    counts.put(DecidedStatus.valueOf(row.getString("status")), row.getLong("accounts"));
                });
        return counts;
    }

    /** How often a code was found in a wave, and in how many accounts. */
    public record CodeCount(String code, long violations, long accounts) {}

    /** Violations that stand in a wave now, by code, the most frequent first. */
    public List<CodeCount> violationsByCode(WaveName wave) {
        return jdbc.sql("""
                SELECT violation.code, count(*) AS violations, count(DISTINCT violation.process_id) AS accounts
                  FROM import_process process
                  JOIN import_violation violation ON violation.process_id = process.id
                 WHERE process.wave_id = (SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name)
                 GROUP BY violation.code
                 ORDER BY violations DESC, violation.code
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(CodeCount.class)
                .list();
    }

    /** External account number of the first account, in the order of the queue, that was found wrong. */
    public Optional<String> firstErrored(WaveName wave) {
        return jdbc.sql("""
                SELECT external_account_number
                  FROM import_process
                 WHERE wave_id = (SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name)
                   AND status IN ('DRY_RUN_ERRORED', 'ERRORED')
                 ORDER BY id
                 LIMIT 1
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(String.class)
                .optional();
    }

    private static RunReport runReport(ResultSet row) throws SQLException {
        return new RunReport(
                row.getLong("job_execution_id"),
                RunKind.ofJob(row.getString("kind")),
                new WaveName(row.getString("import_supplier"), row.getString("name")),
                row.getString("status"),
                row.getString("stop_reason"),
                row.getString("launched_by"),
                time(row.getTimestamp("start_time")),
                time(row.getTimestamp("end_time")),
                row.getLong("total"),
                row.getLong("succeeded"),
                row.getLong("errored"),
                row.getLong("left_alone"));
    }

    /** Batch stores times without a zone, in the zone of the JVM that wrote them. */
    private static @Nullable OffsetDateTime time(@Nullable Timestamp timestamp) {
        return timestamp == null
                ? null
                : timestamp.toLocalDateTime().atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }
}
