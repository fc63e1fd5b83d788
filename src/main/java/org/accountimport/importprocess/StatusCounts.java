package org.accountimport.importprocess;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
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
        return counts;
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
