package org.accountimport.importprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The status of many accounts at once, as pieces of a query over {@code import_process p}. {@link ImportProcesses} derives the
 * same for a single account; a test holds the two together. Source: HTTP contract, status mapping.
 *
 * <p>At most one run of a wave is live, and it is the newest: whatever it covers and takes is on its way. Of PENDING accounts
 * alone it matters how the newest run over them ended, and only where one has failed.
 */
public final class DerivedStatus {

    /** What {@link RunKind} knows of the kinds that decide about accounts; goes with {@link #PARAMETERS}. */
    public static final String WITH = """
            WITH move AS MATERIALIZED (
                SELECT kind, retry_errored, string_to_array(statuses, ',') AS statuses, rejected
                  FROM unnest(:kinds, :retries, :taken, :rejected) AS t (kind, retry_errored, statuses, rejected)),
            live AS MATERIALIZED (
                SELECT DISTINCT ON (run.wave_id)
                       run.wave_id, run.first_execution, run.first_id, run.last_id, run.snapshot_at, move.statuses
                  FROM wave_run run
                  JOIN batch_job_execution execution USING (job_execution_id)
                  JOIN move USING (kind, retry_errored)
                 WHERE run.wave_id = ANY (:waves)
                   AND execution.status IN ('STARTING', 'STARTED', 'STOPPING')
                 ORDER BY run.wave_id, run.job_execution_id DESC),
            failed AS MATERIALIZED (
                SELECT DISTINCT run.wave_id, true AS any
                  FROM wave_run run
                  JOIN batch_job_execution execution USING (job_execution_id)
                 WHERE run.wave_id = ANY (:waves)
                   AND execution.status IN ('FAILED', 'UNKNOWN'))
            """;

    /** Goes behind {@code FROM import_process p}. */
    public static final String JOINS = """
            LEFT JOIN live ON live.wave_id = p.wave_id
            LEFT JOIN failed ON failed.wave_id = p.wave_id
            """;

    /** The name of an {@link ImportStatus}. */
    public static final String STATUS = """
            CASE WHEN p.status = ANY (live.statuses)
                  AND p.status <> 'ERRORED'
                  AND p.id BETWEEN live.first_id AND live.last_id
                  AND p.queued_at <= live.snapshot_at
                  AND (p.decided_by IS NULL OR p.decided_by < live.first_execution)
                 THEN 'IN_PROGRESS'
                 WHEN failed.any AND p.status = 'PENDING'
                 THEN coalesce((SELECT CASE WHEN execution.status IN ('FAILED', 'UNKNOWN') THEN move.rejected END
                                  FROM wave_run run
                                  JOIN batch_job_execution execution USING (job_execution_id)
                                  JOIN move USING (kind, retry_errored)
                                 WHERE run.wave_id = p.wave_id
                                   AND p.id BETWEEN run.first_id AND run.last_id
                                   AND p.queued_at <= run.snapshot_at
                                 ORDER BY run.job_execution_id DESC
                                 LIMIT 1),
                               p.status)
                 ELSE p.status
            END
            """;

    /** Values of all parameters of these pieces but {@code :waves}, the ids of the waves that the query is about. */
    public static final Map<String, Object> PARAMETERS = parameters();

    private DerivedStatus() {}

    private static Map<String, Object> parameters() {
        List<String> kinds = new ArrayList<>();
        List<Boolean> retries = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        for (RunKind kind : List.of(RunKind.DRY_RUN, RunKind.IMPORT)) {
            for (boolean retry : List.of(false, true)) {
                kinds.add(kind.jobName());
                retries.add(retry);
                taken.add(kind.takes(retry).stream().map(Enum::name).collect(Collectors.joining(",")));
                rejected.add(kind.rejected().name());
            }
        }
        return Map.of(
                "kinds", kinds.toArray(String[]::new),
                "retries", retries.toArray(Boolean[]::new),
                "taken", taken.toArray(String[]::new),
                "rejected", rejected.toArray(String[]::new));
    }
}
