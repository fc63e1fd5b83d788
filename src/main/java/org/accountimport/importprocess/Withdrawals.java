package org.accountimport.importprocess;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Withdraws accounts that are not imported: no run takes them any more, until they are loaded or scheduled anew. A run that is
 * under way leaves them alone. Safe for use by several threads and beside runs.
 */
@Service
public class Withdrawals {

    /** One transaction: what a run that wants one of these accounts waits for at most. */
    private static final int ACCOUNTS_AT_A_TIME = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Withdrawals(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Withdraws every account of a wave that is neither imported nor withdrawn, some at a time, each time in a transaction of
     * its own: when it breaks off, what is withdrawn stays so, and a second call goes on.
     *
     * @param actor who withdraws, for the history
     * @return how many accounts were withdrawn
     */
    public long cancelWave(long waveId, String actor) {
        long cancelled = 0;
        long after = 0;
        while (true) {
            List<Long> ids = cancellable(waveId, after);
            if (ids.isEmpty()) {
                return cancelled;
            }
            cancelled += cancel(ids, actor);
            after = ids.get(ids.size() - 1);
        }
    }

    /**
     * Withdraws one account.
     *
     * @param actor who withdraws, for the history
     * @return whether it was withdrawn; not when it is imported, is withdrawn already, or was never queued
     */
    public boolean cancelAccount(String importSupplier, String externalAccountNumber, String actor) {
        List<Long> id = jdbc.sql("""
                SELECT id
                  FROM import_process
                 WHERE import_supplier = :supplier
                   AND external_account_number = :number
                """)
                .param("supplier", importSupplier)
                .param("number", externalAccountNumber)
                .query(Long.class)
                .list();
        return cancel(id, actor) > 0;
    }

    private List<Long> cancellable(long waveId, long after) {
        return jdbc.sql("""
                SELECT id
                  FROM import_process
                 WHERE wave_id = :wave
                   AND id > :after
                   AND status NOT IN ('PROCESSED', 'CANCELLED')
                 ORDER BY id
                 LIMIT :limit
                """)
                .param("wave", waveId)
                .param("after", after)
                .param("limit", ACCOUNTS_AT_A_TIME)
                .query(Long.class)
                .list();
    }

    /** Locks in the order of ids, as runs do, so that the two never wait for each other in a circle. */
    private long cancel(List<Long> ids, String actor) {
        Long cancelled = transactions.execute(status -> {
            List<Long> taken = jdbc.sql("""
                    SELECT id
                      FROM import_process
                     WHERE id = ANY (:ids)
                       AND status NOT IN ('PROCESSED', 'CANCELLED')
                     ORDER BY id
                       FOR UPDATE
                    """)
                    .param("ids", ids.toArray(Long[]::new))
                    .query(Long.class)
                    .list();
            withdraw(taken.toArray(Long[]::new), actor);
            return (long) taken.size();
        });
        return cancelled == null ? 0 : cancelled;
    }

    private void withdraw(Long[] ids, String actor) {
        jdbc.sql("""
                UPDATE import_process
                   SET status = 'CANCELLED',
                       decided_by = NULL,
                       error_code = NULL,
                       error_detail = NULL,
                       modified_at = now()
                 WHERE id = ANY (:ids)
                """).param("ids", ids).update();
        jdbc.sql("DELETE FROM import_violation WHERE process_id = ANY (:ids)")
                .param("ids", ids)
                .update();
        jdbc.sql("""
                INSERT INTO import_event (process_id, event, actor)
                SELECT id, :event, :actor
                  FROM unnest(:ids) AS cancelled (id)
                 ORDER BY id
                """)
                .param("event", ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_CANCELLED.name())
                .param("actor", actor)
                .param("ids", ids)
                .update();
    }
}
