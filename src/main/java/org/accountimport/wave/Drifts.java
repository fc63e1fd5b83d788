package org.accountimport.wave;

import java.time.OffsetDateTime;
import java.util.List;
import org.accountimport.wave.DriftReport.ChangedSetting;
import org.accountimport.wave.DriftReport.Drift;
import org.accountimport.wave.DriftReport.Line;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds accounts that had passed their newest dry run and failed in an import, and what has changed in between. Costs a run
 * one statement at its end, over the accounts that failed.
 */
@Repository
public class Drifts {

    private final JdbcClient jdbc;

    Drifts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the drift of what an import's execution has decided; of other runs there is none. A second call replaces the first. */
    @Transactional
    public void keep(long jobExecutionId) {
        jdbc.sql("DELETE FROM import_drift WHERE job_execution_id = :execution")
                .param("execution", jobExecutionId)
                .update();
        jdbc.sql("""
                INSERT INTO import_drift (job_execution_id, process_id, position, code, attr, dry_run, passed_at,
                                          payload_changed, settings_changed, calendar_changed)
                SELECT run.job_execution_id,
                       failed.id,
                       coalesce(violation.position, 0),
                       coalesce(violation.code, failed.error_code),
                       coalesce(violation.attr, 'non_field_errors'),
                       passed.job_execution_id,
                       passed.occurred_at,
                       EXISTS (SELECT
                                 FROM import_event replaced
                                WHERE replaced.process_id = failed.id
                                  AND replaced.id > passed.id
                                  AND replaced.event = 'EVENT_ACCOUNT_IMPORT_PROCESS_REPLACED'),
                       before.settings::text <> now.settings::text,
                       (passed.occurred_at AT TIME ZONE (now.settings ->> 'time-zone'))::date
                       <> (failed.modified_at AT TIME ZONE (now.settings ->> 'time-zone'))::date
                  FROM wave_run run
                  JOIN import_process failed ON failed.wave_id = run.wave_id
                                            AND failed.decided_by = run.job_execution_id
                                            AND failed.status = 'ERRORED'
                 CROSS JOIN LATERAL (SELECT id, event, job_execution_id, occurred_at
                                       FROM import_event
                                      WHERE process_id = failed.id
                                        AND event IN ('EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_SUCCEEDED',
                                                      'EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_ERRORED')
                                      ORDER BY id DESC
                                      LIMIT 1) AS passed
                  LEFT JOIN import_violation violation ON violation.process_id = failed.id
                  LEFT JOIN wave_run_settings now ON now.job_execution_id = run.job_execution_id
                  LEFT JOIN wave_run_settings before ON before.job_execution_id = passed.job_execution_id
                 WHERE run.job_execution_id = :execution
                   AND run.kind = 'import'
                   AND passed.event = 'EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_SUCCEEDED'
                """).param("execution", jobExecutionId).update();
    }

    /** What drifted in an import, together with the executions that it continues; without lines when nothing did. */
    public DriftReport of(long jobExecutionId) {
        return new DriftReport(jobExecutionId, lines(jobExecutionId), changedSettings(jobExecutionId));
    }

    private List<Line> lines(long jobExecutionId) {
        return jdbc.sql("""
                SELECT counted.*, first.external_account_number AS example
                  FROM (SELECT code,
                               folded_attr(attr) AS attr,
                               count(DISTINCT process_id) AS accounts,
                               count(DISTINCT process_id) FILTER (WHERE payload_changed) AS payload,
                               count(DISTINCT process_id) FILTER (WHERE settings_changed) AS settings,
                               count(DISTINCT process_id) FILTER (WHERE calendar_changed) AS calendar,
                               count(DISTINCT process_id)
                                   FILTER (WHERE (payload_changed OR settings_changed OR calendar_changed) IS NOT true)
                                   AS otherwise,
                               min(process_id) AS first_id
                          FROM import_drift
                         WHERE job_execution_id IN (SELECT continued.job_execution_id
                                                      FROM wave_run run
                                                      JOIN wave_run continued USING (job_instance_id)
                                                     WHERE run.job_execution_id = :execution)
                         GROUP BY 1, 2) AS counted
                  JOIN import_process first ON first.id = counted.first_id
                 ORDER BY counted.accounts DESC, counted.code, counted.attr
                """)
                .param("execution", jobExecutionId)
                .query((row, number) -> new Line(
                        row.getString("code"),
                        row.getString("attr"),
                        row.getLong("accounts"),
                        row.getLong("payload"),
                        row.getLong("settings"),
                        row.getLong("calendar"),
                        row.getLong("otherwise"),
                        row.getString("example")))
                .list();
    }

    private List<ChangedSetting> changedSettings(long jobExecutionId) {
        return jdbc.sql("""
                SELECT DISTINCT name, before.value AS before, now.value AS now
                  FROM (SELECT DISTINCT drift.job_execution_id, drift.dry_run
                          FROM wave_run run
                          JOIN wave_run continued USING (job_instance_id)
                          JOIN import_drift drift ON drift.job_execution_id = continued.job_execution_id
                         WHERE run.job_execution_id = :execution
                           AND drift.settings_changed) AS compared
                 CROSS JOIN LATERAL (SELECT setting.key AS name, setting.value
                                       FROM wave_run_settings kept, json_each_text(kept.settings) AS setting
                                      WHERE kept.job_execution_id = compared.dry_run
                                      UNION
                                     SELECT setting.key, setting.value
                                       FROM wave_run_settings kept, json_each_text(kept.settings) AS setting
                                      WHERE kept.job_execution_id = compared.job_execution_id) AS either
                  LEFT JOIN LATERAL (SELECT settings ->> either.name AS value
                                       FROM wave_run_settings
                                      WHERE job_execution_id = compared.dry_run) AS before ON true
                  LEFT JOIN LATERAL (SELECT settings ->> either.name AS value
                                       FROM wave_run_settings
                                      WHERE job_execution_id = compared.job_execution_id) AS now ON true
                 WHERE before.value IS DISTINCT FROM now.value
                 ORDER BY name
                """)
                .param("execution", jobExecutionId)
                .query((row, number) ->
                        new ChangedSetting(row.getString("name"), row.getString("before"), row.getString("now")))
                .list();
    }

    /** Account by account, in the order in which they were queued, at most {@code limit} violations. */
    public List<Drift> accounts(long jobExecutionId, int limit) {
        return jdbc.sql("""
                SELECT process.external_account_number, drift.code, drift.attr, drift.dry_run, drift.passed_at,
                       drift.payload_changed, drift.settings_changed, drift.calendar_changed
                  FROM wave_run run
                  JOIN wave_run continued USING (job_instance_id)
                  JOIN import_drift drift ON drift.job_execution_id = continued.job_execution_id
                  JOIN import_process process ON process.id = drift.process_id
                 WHERE run.job_execution_id = :execution
                 ORDER BY drift.process_id, drift.job_execution_id, drift.position
                 LIMIT :limit
                """)
                .param("execution", jobExecutionId)
                .param("limit", limit)
                .query((row, number) -> new Drift(
                        row.getString("external_account_number"),
                        row.getString("code"),
                        row.getString("attr"),
                        row.getLong("dry_run"),
                        row.getObject("passed_at", OffsetDateTime.class),
                        row.getBoolean("payload_changed"),
                        row.getObject("settings_changed", Boolean.class),
                        row.getObject("calendar_changed", Boolean.class)))
                .list();
    }
}
