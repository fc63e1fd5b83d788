package org.accountimport.wave;

import java.util.List;
import org.accountimport.importprocess.RunScope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Purges payloads and what was found wrong with them, of accounts that need neither any more: those that were imported or
 * withdrawn before the wave's newest reconciliation. Hashes, statuses and histories stay. Every method runs in the caller's
 * transaction.
 */
@Repository
public class PayloadPurge {

    private final JdbcClient jdbc;

    PayloadPurge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next accounts to purge, in the order of their ids.
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
                   AND process.modified_at <= (SELECT as_of
                                                 FROM reconciliation
                                                WHERE wave_id = :wave
                                                ORDER BY id DESC
                                                LIMIT 1)
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

    /** How many accounts are to be purged, of those with ids up to {@code last}. */
    public long count(RunScope scope, long last) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM import_process process
                  JOIN import_payload payload ON payload.process_id = process.id
                 WHERE process.wave_id = :wave
                   AND process.id <= :last
                   AND process.status IN ('PROCESSED', 'CANCELLED')
                   AND process.modified_at <= (SELECT as_of
                                                 FROM reconciliation
                                                WHERE wave_id = :wave
                                                ORDER BY id DESC
                                                LIMIT 1)
                   AND payload.purged_by IS NULL
                """)
                .param("wave", scope.waveId())
                .param("last", last)
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
}
