package org.accountimport.importprocess;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the accounts of whole waves by status. Reads only. */
@Repository
public class StatusCounts {

    private final JdbcClient jdbc;

    StatusCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Accounts by status for each of these waves; every status is there, with 0 where it has none.
     *
     * @param waveIds ids that do not exist come back with zeros
     */
    public Map<Long, Map<ImportStatus, Long>> of(Collection<Long> waveIds) {
        Map<Long, Map<ImportStatus, Long>> counts = new HashMap<>();
        waveIds.forEach(wave -> counts.put(wave, none()));
        Set<Long> derived = wavesWithDerivedStatuses(waveIds);
        addDecided(waveIds.stream().filter(wave -> !derived.contains(wave)).toList(), counts);
        addDerived(derived, counts);
        return counts;
    }

    /** Where no run is live and none has failed, the status of every account is the one that is decided. */
    private Set<Long> wavesWithDerivedStatuses(Collection<Long> waveIds) {
        return new HashSet<>(jdbc.sql("""
                SELECT DISTINCT run.wave_id
                  FROM wave_run run
                  JOIN batch_job_execution execution USING (job_execution_id)
                 WHERE run.wave_id = ANY (:waves)
                   AND execution.status IN ('STARTING', 'STARTED', 'STOPPING', 'FAILED', 'UNKNOWN')
                """)
                .param("waves", waveIds.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /**
     * How many accounts of each of these waves a run has found wrong; not those whose status says only that a run has failed
     * before it came to them.
     *
     * @param waveIds ids that do not exist come back with zeros
     */
    public Map<Long, Long> foundWrong(Collection<Long> waveIds) {
        Map<Long, Long> wrong = new HashMap<>();
        waveIds.forEach(wave -> wrong.put(wave, 0L));
        jdbc.sql("""
                SELECT wave_id, sum(accounts) AS accounts
                  FROM wave_status_count
                 WHERE wave_id = ANY (:waves)
                   AND status IN ('DRY_RUN_ERRORED', 'ERRORED')
                 GROUP BY wave_id
                """).param("waves", waveIds.toArray(Long[]::new)).query(row -> {
            wrong.put(row.getLong("wave_id"), row.getLong("accounts"));
        });
        return wrong;
    }

    /** From the running totals: a page of waves has millions of accounts. */
    private void addDecided(Collection<Long> waveIds, Map<Long, Map<ImportStatus, Long>> counts) {
        jdbc.sql("""
                SELECT wave_id, status, sum(accounts) AS accounts
                  FROM wave_status_count
                 WHERE wave_id = ANY (:waves)
                 GROUP BY wave_id, status
                """).param("waves", waveIds.toArray(Long[]::new)).query(row -> {
            counts.computeIfAbsent(row.getLong("wave_id"), wave -> none())
                    .put(ImportStatus.valueOf(row.getString("status")), row.getLong("accounts"));
        });
    }

    private void addDerived(Collection<Long> waveIds, Map<Long, Map<ImportStatus, Long>> counts) {
        if (waveIds.isEmpty()) {
            return;
        }
        jdbc.sql(DerivedStatus.WITH + "SELECT p.wave_id, " + DerivedStatus.STATUS + """
                       AS derived, count(*) AS accounts
                  FROM import_process p
                """ + DerivedStatus.JOINS + """
                 WHERE p.wave_id = ANY (:waves)
                 GROUP BY p.wave_id, derived
                """)
                .params(DerivedStatus.PARAMETERS)
                .param("waves", waveIds.toArray(Long[]::new))
                .query(row -> {
                    counts.computeIfAbsent(row.getLong("wave_id"), wave -> none())
                            .put(ImportStatus.valueOf(row.getString("derived")), row.getLong("accounts"));
                });
    }

    /** Zero for every status. */
    private static Map<ImportStatus, Long> none() {
        Map<ImportStatus, Long> none = new EnumMap<>(ImportStatus.class);
        for (ImportStatus status : ImportStatus.values()) {
            none.put(status, 0L);
        }
        return none;
    }
}
