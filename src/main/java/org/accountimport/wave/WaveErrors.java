package org.accountimport.wave;

import java.util.List;
import org.accountimport.importprocess.WaveName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What is wrong with a wave's accounts, by code and field, now and from run to run. */
@Repository
public class WaveErrors {

    /** Unknown fields carry the senders' own names, so that there is no end of different errors. */
    private static final int KEPT_ERRORS = 10_000;

    private final JdbcClient jdbc;
    private final Waves waves;

    WaveErrors(JdbcClient jdbc, Waves waves) {
        this.jdbc = jdbc;
        this.waves = waves;
    }

    /**
     * What stands in a wave now, the most frequent first. An account that failed without breaking a rule counts under the
     * code of its error at {@code non_field_errors}.
     *
     * @throws UnknownWaveException when there is no such wave
     */
    public List<ErrorCount> counts(WaveName wave, int limit) {
        // Without the wave's first and last id, PostgreSQL would read the violations of all waves.
        return jdbc.sql("""
                SELECT counted.code, counted.attr, counted.accounts, counted.violations,
                       first.external_account_number AS example
                  FROM (SELECT coalesce(violation.code, process.error_code) AS code,
                               coalesce(folded_attr(violation.attr), 'non_field_errors') AS attr,
                               count(DISTINCT process.id) AS accounts,
                               count(*) AS violations,
                               min(process.id) AS first_id
                          FROM import_process process
                          LEFT JOIN import_violation violation
                            ON violation.process_id = process.id
                           AND violation.process_id BETWEEN (SELECT min(id) FROM import_process WHERE wave_id = :wave)
                                                        AND (SELECT max(id) FROM import_process WHERE wave_id = :wave)
                         WHERE process.wave_id = :wave
                           AND process.status IN ('DRY_RUN_ERRORED', 'ERRORED')
                         GROUP BY 1, 2) AS counted
                  JOIN import_process first ON first.id = counted.first_id
                 ORDER BY counted.accounts DESC, counted.code, counted.attr
                 LIMIT :limit
                """)
                .param("wave", waves.id(wave))
                .param("limit", limit)
                .query(ErrorCount.class)
                .list();
    }

    /**
     * Sums up what a run found wrong, together with the executions that it continues: accounts that were decided by it and
     * not by anybody since. To be called when the run has ended; a second call replaces the first.
     */
    @Transactional
    public void keep(long jobExecutionId) {
        jdbc.sql("DELETE FROM wave_run_error WHERE job_execution_id = :execution")
                .param("execution", jobExecutionId)
                .update();
        jdbc.sql("""
                INSERT INTO wave_run_error (job_execution_id, position, code, attr, accounts, violations, example)
                SELECT :execution,
                       row_number() OVER (ORDER BY counted.accounts DESC, counted.code, counted.attr) - 1,
                       counted.code, counted.attr, counted.accounts, counted.violations, first.external_account_number
                  FROM (SELECT coalesce(violation.code, process.error_code) AS code,
                               coalesce(folded_attr(violation.attr), 'non_field_errors') AS attr,
                               count(DISTINCT process.id) AS accounts,
                               count(*) AS violations,
                               min(process.id) AS first_id
                          FROM wave_run run
                          JOIN import_process process ON process.wave_id = run.wave_id
                          LEFT JOIN import_violation violation ON violation.process_id = process.id
                         WHERE run.job_execution_id = :execution
                           AND process.status IN ('DRY_RUN_ERRORED', 'ERRORED')
                           AND process.decided_by IN (SELECT job_execution_id
                                                        FROM wave_run continued
                                                       WHERE continued.job_instance_id = run.job_instance_id)
                         GROUP BY 1, 2
                         ORDER BY accounts DESC, code, attr
                         LIMIT :kept) AS counted
                  JOIN import_process first ON first.id = counted.first_id
                """)
                .param("execution", jobExecutionId)
                .param("kept", KEPT_ERRORS)
                .update();
    }

    /** What a run found wrong, as it was when the run ended, the most frequent first. */
    public List<ErrorCount> ofRun(long jobExecutionId) {
        return jdbc.sql("""
                SELECT code, attr, accounts, violations, example
                  FROM wave_run_error
                 WHERE job_execution_id = :execution
                 ORDER BY position
                """)
                .param("execution", jobExecutionId)
                .query(ErrorCount.class)
                .list();
    }

    /**
     * Compares the wave's two newest dry runs that came to their end.
     *
     * @throws UnknownWaveException when there is no such wave
     */
    public ErrorTrend trend(WaveName wave) {
        List<Long> runs =
                jdbc.sql("""
                SELECT job_execution_id
                  FROM wave_run
                  JOIN batch_job_execution execution USING (job_execution_id)
                 WHERE wave_id = :wave
                   AND kind = 'dry-run'
                   AND execution.status = 'COMPLETED'
                 ORDER BY job_execution_id DESC
                 LIMIT 2
                """).param("wave", waves.id(wave)).query(Long.class).list();
        Long newest = runs.isEmpty() ? null : runs.get(0);
        Long previous = runs.size() < 2 ? null : runs.get(1);
        List<ErrorTrend.Line> lines = jdbc.sql("""
                SELECT code, attr,
                       coalesce(newest.accounts, 0) AS accounts,
                       coalesce(previous.accounts, 0) AS before,
                       coalesce(newest.example, previous.example) AS example
                  FROM (SELECT code, attr, accounts, example
                          FROM wave_run_error
                         WHERE job_execution_id = :newest) AS newest
                  FULL JOIN (SELECT code, attr, accounts, example
                               FROM wave_run_error
                              WHERE job_execution_id = :previous) AS previous USING (code, attr)
                 ORDER BY accounts DESC, before DESC, code, attr
                """)
                .param("newest", newest)
                .param("previous", previous)
                .query(ErrorTrend.Line.class)
                .list();
        return new ErrorTrend(newest, previous, lines);
    }
}
