package org.accountimport.wave;

import java.util.List;
import org.accountimport.importprocess.RunScope;
import org.accountimport.validation.MaskedAttrs;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Purges payloads and what was found wrong with them, of accounts that need neither any more: those that were imported or
 * withdrawn up to the time that the wave's certificate covers. Hashes, statuses and histories stay. Every method runs in the caller's
 * transaction.
 */
@Repository
public class PayloadPurge {

    private final JdbcClient jdbc;

    PayloadPurge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next accounts to purge, in the order of their ids; none before the certificate is open.
     *
     * @param after exclusive lower end
     * @param last  inclusive upper end
     */
    public List<Long> next(RunScope scope, long after, long last, int limit) {
        return jdbc.sql("""
                SELECT process.id
                  FROM import_process process
                  JOIN import_payload payload ON payload.process_id = process.id
                 WHERE process.wave_id = :wave
                   AND process.id > :after
                   AND process.id <= :last
                   AND process.status IN ('PROCESSED', 'CANCELLED')
                   AND process.modified_at <= (SELECT covers_until FROM purge_certificate WHERE wave_id = :wave)
                   AND payload.purged_by IS NULL
                 ORDER BY process.id
                 LIMIT :limit
                """)
                .param("wave", scope.waveId())
                .param("after", after)
                .param("last", last)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /**
     * How many accounts a run that begins is to purge, of those with ids up to {@code last}.
     *
     * @param keepDays as the certificate will have it, where it is not open yet
     */
    public long count(RunScope scope, long last, int keepDays) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM import_process process
                  JOIN import_payload payload ON payload.process_id = process.id
                 WHERE process.wave_id = :wave
                   AND process.id <= :last
                   AND process.status IN ('PROCESSED', 'CANCELLED')
                   AND process.modified_at <= coalesce(
                           (SELECT covers_until FROM purge_certificate WHERE wave_id = :wave AND completed_at IS NULL),
                           (SELECT now() - make_interval(days => :keepDays) FROM purge_certificate WHERE wave_id = :wave),
                           (SELECT as_of FROM reconciliation WHERE wave_id = :wave ORDER BY id DESC LIMIT 1))
                   AND payload.purged_by IS NULL
                """)
                .param("wave", scope.waveId())
                .param("last", last)
                .param("keepDays", keepDays)
                .query(Long.class)
                .single();
    }

    /**
     * Purges these accounts; their processes are locked by the caller.
     *
     * @return how many were purged
     */
    public int purge(RunScope scope, List<Long> processIds) {
        Long[] ids = processIds.toArray(Long[]::new);
        jdbc.sql("DELETE FROM import_violation WHERE process_id = ANY (:ids)")
                .param("ids", ids)
                .update();
        return jdbc.sql("""
                UPDATE import_payload
                   SET body = NULL,
                       purged_by = :execution
                 WHERE process_id = ANY (:ids)
                   AND purged_by IS NULL
                """)
                .param("execution", scope.jobExecutionId())
                .param("ids", ids)
                .update();
    }

    /**
     * Takes the names that nobody has defined out of what all runs of the wave have summed up: they are the senders' own text.
     * What stood at such names of one place counts at one mask, so that sums over a code stay as they were.
     */
    public void purgeNames(RunScope scope) {
        List<String> sent = jdbc.sql("""
                        SELECT attr
                          FROM wave_run_error
                          JOIN wave_run USING (job_execution_id)
                         WHERE wave_id = :wave
                         UNION
                        SELECT attr
                          FROM import_drift
                          JOIN wave_run USING (job_execution_id)
                         WHERE wave_id = :wave
                        """).param("wave", scope.waveId()).query(String.class).list().stream()
                .filter(attr -> !MaskedAttrs.withoutUndefined(attr).equals(attr))
                .toList();
        if (sent.isEmpty()) {
            return;
        }
        String[] names = sent.toArray(String[]::new);
        String[] masked = sent.stream().map(MaskedAttrs::withoutUndefined).toArray(String[]::new);
        jdbc.sql("""
                UPDATE import_drift drift
                   SET attr = name.masked
                  FROM wave_run run,
                       unnest(CAST(:names AS text[]), CAST(:masked AS text[])) AS name (sent, masked)
                 WHERE run.wave_id = :wave
                   AND drift.job_execution_id = run.job_execution_id
                   AND drift.attr = name.sent
                """)
                .param("wave", scope.waveId())
                .param("names", names)
                .param("masked", masked)
                .update();
        jdbc.sql("""
                WITH named AS (
                    DELETE FROM wave_run_error error
                     USING wave_run run
                     WHERE run.wave_id = :wave
                       AND error.job_execution_id = run.job_execution_id
                    RETURNING error.*)
                INSERT INTO wave_run_error (job_execution_id, position, code, attr, accounts, violations, example)
                SELECT job_execution_id,
                       row_number() OVER (PARTITION BY job_execution_id ORDER BY accounts DESC, code, attr) - 1,
                       code, attr, accounts, violations, example
                  FROM (SELECT named.job_execution_id,
                               named.code,
                               coalesce(name.masked, named.attr) AS attr,
                               sum(named.accounts) AS accounts,
                               sum(named.violations) AS violations,
                               (array_agg(named.example ORDER BY named.position))[1] AS example
                          FROM named
                          LEFT JOIN unnest(CAST(:names AS text[]), CAST(:masked AS text[])) AS name (sent, masked)
                            ON name.sent = named.attr
                         GROUP BY 1, 2, 3) AS folded
                """)
                .param("wave", scope.waveId())
                .param("names", names)
                .param("masked", masked)
                .update();
    }
}
