package org.accountimport.wave;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.accountimport.account.AccountRemover;
import org.accountimport.account.AccountRemover.Removal;
import org.accountimport.importprocess.WaveName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What rollbacks did not remove, or would not, and why. How many accounts they reversed and kept stands in their {@link RunReport}. */
@Repository
public class Rollbacks {

    private final JdbcClient jdbc;
    private final Waves waves;

    Rollbacks(JdbcClient jdbc, Waves waves) {
        this.jdbc = jdbc;
        this.waves = waves;
    }

    /**
     * How many imported accounts of a wave were changed since: those that a rollback would keep, if it ran now.
     *
     * @throws UnknownWaveException when there is no such wave
     */
    public long changedSinceImport(WaveName wave) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM import_process process
                  JOIN account ON account.import_process_id = process.id
                 WHERE process.wave_id = :wave
                   AND process.status = 'PROCESSED'
                   AND NOT (""" + AccountRemover.UNTOUCHED + ")")
                .param("wave", waves.id(wave))
                .query(Long.class)
                .single();
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
