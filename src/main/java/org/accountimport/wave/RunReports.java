package org.accountimport.wave;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How runs over waves stand, from the moment of their launch. Reads only. */
@Repository
public class RunReports {

    /**
     * A run is known by its parameters at once; what it covers is recorded when it begins. Batch calls a run STOPPED from the
     * moment it is told to stop, and COMPLETED before it is known whether its limit has ended it; here it is STOPPING or STARTED
     * as long as somebody still runs it.
     */
    private static final String RUNS = """
            SELECT execution.job_execution_id, instance.job_name, wave.id AS wave_id, wave.import_supplier, wave.name,
                   CASE WHEN running.wave_id IS NULL OR execution.end_time IS NULL AND execution.status <> 'STOPPED'
                        THEN execution.status
                        WHEN execution.status IN ('STOPPING', 'STOPPED') THEN 'STOPPING'
                        ELSE 'STARTED'
                   END AS status,
                   execution.exit_code, run.stop_reason,
                   coalesce(run.launched_by, launched.parameter_value) AS launched_by,
                   execution.create_time, execution.start_time,
                   CASE WHEN running.wave_id IS NULL THEN execution.end_time END AS end_time,
                   coalesce(CASE WHEN execution.end_time IS NULL OR running.wave_id IS NOT NULL
                                 THEN extract(epoch FROM now() - run.snapshot_at)
                                 ELSE extract(epoch FROM execution.end_time - execution.start_time)
                            END, 0) AS seconds,
                   coalesce(run.total, 0) AS total,
                   decided.succeeded, decided.errored, decided.left_alone
              FROM batch_job_execution_params waves
              JOIN wave ON wave.id = waves.parameter_value::bigint
              JOIN batch_job_execution execution USING (job_execution_id)
              JOIN batch_job_instance instance USING (job_instance_id)
              JOIN batch_job_execution_params launched ON launched.job_execution_id = waves.job_execution_id
                                                      AND launched.parameter_name = 'launched-by'
              LEFT JOIN wave_run run ON run.job_execution_id = waves.job_execution_id
              LEFT JOIN wave_lease running ON running.wave_id = wave.id
                                          AND running.job_execution_id = waves.job_execution_id
                                          AND running.expires_at > now()
             CROSS JOIN LATERAL (SELECT coalesce(sum(succeeded), 0) AS succeeded,
                                        coalesce(sum(errored), 0) AS errored,
                                        coalesce(sum(left_alone), 0) AS left_alone
                                   FROM wave_run_partition
                                  WHERE job_execution_id = waves.job_execution_id) AS decided
             WHERE waves.parameter_name = 'wave-id'
            """;

    private final JdbcClient jdbc;
    private final Waves waves;

    RunReports(JdbcClient jdbc, Waves waves) {
        this.jdbc = jdbc;
        this.waves = waves;
    }

    /** How a run stands; empty when there is none of this number. */
    public Optional<RunReport> find(long jobExecutionId) {
        return jdbc.sql(RUNS + "AND waves.job_execution_id = :execution")
                .param("execution", jobExecutionId)
                .query((row, number) -> runReport(row))
                .optional();
    }

    /** Whether a run of this number is over a wave of one of these import suppliers. */
    public boolean isOver(long jobExecutionId, Set<String> importSuppliers) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT
                                 FROM batch_job_execution_params waves
                                 JOIN wave ON wave.id = waves.parameter_value::bigint
                                WHERE waves.job_execution_id = :execution
                                  AND waves.parameter_name = 'wave-id'
                                  AND wave.import_supplier = ANY (:suppliers))
                """)
                .param("execution", jobExecutionId)
                .param("suppliers", importSuppliers.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /**
     * What a run was launched with, by name, such as {@code chunk-size} or {@code limit}; without what its report says
     * anyway. Empty when there is no such run.
     */
    public Map<String, String> parameters(long jobExecutionId) {
        Map<String, String> parameters = new TreeMap<>();
        jdbc.sql("""
                SELECT parameter_name, parameter_value
                  FROM batch_job_execution_params
                 WHERE job_execution_id = :execution
                   AND parameter_name NOT IN ('wave-id', 'supplier', 'wave', 'run', 'launched-by')
                """).param("execution", jobExecutionId).query(row -> {
            parameters.put(row.getString("parameter_name"), row.getString("parameter_value"));
        });
        return parameters;
    }

    /**
     * The newest runs over a wave, the newest first.
     *
     * @throws UnknownWaveException when there is no such wave
     */
    public List<RunReport> ofWave(WaveName wave, int limit) {
        return jdbc.sql(RUNS + "AND waves.parameter_value = :wave ORDER BY waves.job_execution_id DESC LIMIT :limit")
                .param("wave", Long.toString(waves.id(wave)))
                .param("limit", limit)
                .query((row, number) -> runReport(row))
                .list();
    }

    /** The newest runs over any wave, the newest first. */
    public List<RunReport> newest(int limit) {
        return jdbc.sql(RUNS + "ORDER BY waves.job_execution_id DESC LIMIT :limit")
                .param("limit", limit)
                .query((row, number) -> runReport(row))
                .list();
    }

    /** The newest run over each of these waves, by the wave's id; waves without any are missing. */
    Map<Long, RunReport> newestOf(Collection<Long> waveIds) {
        return jdbc
                .sql(RUNS + """
                        AND waves.job_execution_id IN (
                            SELECT newest.job_execution_id
                              FROM unnest(:waves::text[]) AS asked (wave)
                             CROSS JOIN LATERAL (SELECT job_execution_id
                                                   FROM batch_job_execution_params
                                                  WHERE parameter_name = 'wave-id'
                                                    AND parameter_value = asked.wave
                                                  ORDER BY job_execution_id DESC
                                                  LIMIT 1) AS newest)
                        """)
                .param("waves", waveIds.stream().map(String::valueOf).toArray(String[]::new))
                .query((row, number) -> Map.entry(row.getLong("wave_id"), runReport(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static RunReport runReport(ResultSet row) throws SQLException {
        return new RunReport(
                row.getLong("job_execution_id"),
                RunKind.ofJob(row.getString("job_name")),
                new WaveName(row.getString("import_supplier"), row.getString("name")),
                row.getString("status"),
                row.getString("exit_code"),
                row.getString("stop_reason"),
                row.getString("launched_by"),
                time(row.getTimestamp("create_time")),
                timeOrNull(row.getTimestamp("start_time")),
                timeOrNull(row.getTimestamp("end_time")),
                row.getDouble("seconds"),
                row.getLong("total"),
                row.getLong("succeeded"),
                row.getLong("errored"),
                row.getLong("left_alone"));
    }

    private static @Nullable OffsetDateTime timeOrNull(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : time(timestamp);
    }

    /** Batch stores times without a zone, in the zone of the JVM that wrote them. */
    private static OffsetDateTime time(Timestamp timestamp) {
        return timestamp.toLocalDateTime().atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }
}
