package org.accountimport.wave;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.accountimport.account.AccountRemover.Removal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What rollbacks did not remove, and why. How many accounts they reversed and kept stands in their {@link RunReport}. */
@Repository
public class Rollbacks {

    private final JdbcClient jdbc;

    Rollbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records accounts that a rollback keeps, in the caller's transaction. */
    public void keep(long jobExecutionId, Map<Long, Removal> reasonsByProcess) {
        if (reasonsByProcess.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO wave_rollback_kept (job_execution_id, process_id, reason)
                SELECT :execution, kept.process_id, kept.reason
                  FROM unnest(:processes, :reasons) AS kept (process_id, reason)
                """)
                .param("execution", jobExecutionId)
                .param("processes", reasonsByProcess.keySet().toArray(Long[]::new))
                .param(
                        "reasons",
                        reasonsByProcess.values().stream().map(Rollbacks::code).toArray(String[]::new))
                .update();
    }

    /** How many accounts an execution kept, by reason; only reasons that occurred. */
    public Map<Removal, Long> keptByReason(long jobExecutionId) {
        Map<Removal, Long> counts = new EnumMap<>(Removal.class);
        jdbc.sql("""
                SELECT reason, count(*) AS accounts
                  FROM wave_rollback_kept
                 WHERE job_execution_id = :execution
                 GROUP BY reason
                """).param("execution", jobExecutionId).query(row -> {
            counts.put(removal(row.getString("reason")), row.getLong("accounts"));
        });
        return counts;
    }

    /** The accounts that an execution kept, in the order in which they were queued, at most {@code limit}. */
    public List<KeptAccount> kept(long jobExecutionId, int limit) {
        return jdbc.sql("""
                SELECT process.external_account_number, process.account_number, kept.reason
                  FROM wave_rollback_kept kept
                  JOIN import_process process ON process.id = kept.process_id
                 WHERE kept.job_execution_id = :execution
                 ORDER BY kept.process_id
                 LIMIT :limit
                """)
                .param("execution", jobExecutionId)
                .param("limit", limit)
                .query((row, number) -> new KeptAccount(
                        row.getString("external_account_number"),
                        row.getString("account_number"),
                        removal(row.getString("reason"))))
                .list();
    }

    private static String code(Removal reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static Removal removal(String code) {
        return Removal.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
