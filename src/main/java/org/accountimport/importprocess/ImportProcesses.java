package org.accountimport.importprocess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads how account import processes stand. Source of the status: HTTP contract, status mapping. */
@Repository
public class ImportProcesses {

    private final JdbcClient jdbc;

    ImportProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The process of one account; empty when nothing was ever queued for it. Reads in the caller's transaction, if any. */
    public Optional<AccountImportProcess> find(String importSupplier, String externalAccountNumber) {
        return jdbc.sql("""
                SELECT p.id, p.status, p.account_number, p.decided_by, p.error_code, p.error_detail, p.created_at, p.modified_at,
                       e.event, e.occurred_at, e.data,
                       r.job_execution_id, r.first_execution, r.kind, r.retry_errored, r.batch_status
                  FROM import_process p
                  JOIN LATERAL (SELECT event, occurred_at, data
                                  FROM import_event
                                 WHERE process_id = p.id
                                 ORDER BY id DESC
                                 LIMIT 1) e ON true
                  LEFT JOIN LATERAL (SELECT run.job_execution_id, run.first_execution, run.kind, run.retry_errored,
                                            execution.status AS batch_status
                                       FROM wave_run run
                                       JOIN batch_job_execution execution USING (job_execution_id)
                                      WHERE run.wave_id = p.wave_id
                                        AND run.kind IN ('dry-run', 'import')
                                        AND p.id BETWEEN run.first_id AND run.last_id
                                        AND p.queued_at <= run.snapshot_at
                                      ORDER BY run.job_execution_id DESC
                                      LIMIT 1) r ON true
                 WHERE p.import_supplier = :supplier
                   AND p.external_account_number = :number
                """)
                .param("supplier", importSupplier)
                .param("number", externalAccountNumber)
                .query((row, number) -> process(row))
                .optional();
    }

    private static AccountImportProcess process(ResultSet row) throws SQLException {
        DecidedStatus decided = DecidedStatus.valueOf(row.getString("status"));
        CoveringRun run = run(row);
        ImportStatus status = status(decided, row.getObject("decided_by", Long.class), run);
        return new AccountImportProcess(
                row.getLong("id"),
                status,
                row.getString("account_number"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("modified_at", OffsetDateTime.class),
                new AccountImportProcess.LatestEvent(
                        row.getString("event"),
                        row.getObject("occurred_at", OffsetDateTime.class),
                        row.getString("data")),
                error(status, decided, run, row));
    }

    private static @Nullable CoveringRun run(ResultSet row) throws SQLException {
        Long jobExecutionId = row.getObject("job_execution_id", Long.class);
        if (jobExecutionId == null) {
            return null;
        }
        return new CoveringRun(
                jobExecutionId,
                row.getLong("first_execution"),
                RunKind.ofJob(row.getString("kind")),
                row.getBoolean("retry_errored"),
                CoveringRun.State.ofBatchStatus(row.getString("batch_status")));
    }

    /** The status mapping, row by row. */
    static ImportStatus status(DecidedStatus decided, @Nullable Long decidedBy, @Nullable CoveringRun run) {
        if (run != null && decided != DecidedStatus.ERRORED && run.willTake(decided, decidedBy)) {
            return ImportStatus.IN_PROGRESS;
        }
        if (decided == DecidedStatus.PENDING && run != null && run.state() == CoveringRun.State.FAILED) {
            return ImportStatus.valueOf(run.kind().rejected().name());
        }
        return ImportStatus.valueOf(decided.name());
    }

    private static @Nullable ImportError error(
            ImportStatus status, DecidedStatus decided, @Nullable CoveringRun run, ResultSet row) throws SQLException {
        if (status != ImportStatus.ERRORED && status != ImportStatus.DRY_RUN_ERRORED) {
            return null;
        }
        if (decided == DecidedStatus.PENDING && run != null) {
            return ImportError.ofFailedJob(run);
        }
        return new ImportError(row.getString("error_code"), row.getString("error_detail"));
    }
}
