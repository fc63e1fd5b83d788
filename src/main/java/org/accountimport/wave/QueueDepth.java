package org.accountimport.wave;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many accounts are in which status, at a cost that grows with the number of waves and not with that of accounts. Safe for
 * use by several threads.
 */
@Repository
public class QueueDepth {

    /** Fewer rows than this are read in a millisecond. */
    private static final int WORTH_WHILE = 1_000;

    private final JdbcClient jdbc;

    QueueDepth(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Accounts of all waves by what is decided about them; every status is there. */
    public Map<DecidedStatus, Long> byStatus() {
        Map<DecidedStatus, Long> depth = new EnumMap<>(DecidedStatus.class);
        for (DecidedStatus status : DecidedStatus.values()) {
            depth.put(status, 0L);
        }
        jdbc.sql("SELECT status, sum(accounts) AS accounts FROM wave_status_count GROUP BY status")
                .query(row -> {
                    depth.put(DecidedStatus.valueOf(row.getString("status")), row.getLong("accounts"));
                });
        return depth;
    }

    /**
     * The waves that have accounts in any of these statuses, in the order in which they were made.
     *
     * @param importSuppliers whose waves
     * @param name            of the waves; null: any
     */
    public List<WaveName> wavesWith(
            Collection<DecidedStatus> statuses, Collection<String> importSuppliers, @Nullable String name) {
        return jdbc.sql("""
                SELECT wave.import_supplier, wave.name
                  FROM wave
                  JOIN wave_status_count moved ON moved.wave_id = wave.id
                 WHERE moved.status = ANY (:statuses)
                   AND wave.import_supplier = ANY (:suppliers)
                   AND (CAST(:name AS text) IS NULL OR wave.name = :name)
                 GROUP BY wave.id
                HAVING sum(moved.accounts) > 0
                 ORDER BY wave.id
                """)
                .param("statuses", statuses.stream().map(Enum::name).toArray(String[]::new))
                .param("suppliers", importSuppliers.toArray(String[]::new))
                .param("name", name)
                .query((row, number) -> new WaveName(row.getString("import_supplier"), row.getString("name")))
                .list();
    }

    /**
     * Sums up what statements have left: to be called now and then. Others may do it at the same time; every row is summed up
     * once.
     */
    @Transactional
    public void sumUp() {
        jdbc.sql("""
                WITH taken AS (
                    DELETE FROM wave_status_count
                     WHERE (SELECT count(*) FROM wave_status_count) > :worthWhile
                    RETURNING wave_id, status, accounts)
                INSERT INTO wave_status_count (wave_id, status, accounts)
                SELECT wave_id, status, sum(accounts)
                  FROM taken
                 GROUP BY wave_id, status
                HAVING sum(accounts) <> 0
                """).param("worthWhile", WORTH_WHILE).update();
    }
}
