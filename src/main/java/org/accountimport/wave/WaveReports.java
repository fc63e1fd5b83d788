package org.accountimport.wave;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.WaveName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is decided about the accounts of waves. Reads only. */
@Repository
public class WaveReports {

    private final JdbcClient jdbc;
    private final Waves waves;

    WaveReports(JdbcClient jdbc, Waves waves) {
        this.jdbc = jdbc;
        this.waves = waves;
    }

    public boolean exists(WaveName wave) {
        return waves.find(wave).isPresent();
    }

    /** Accounts of a wave by what is decided about them; every status is there, with 0 where it has none. */
    public Map<DecidedStatus, Long> countsByStatus(WaveName wave) {
        Map<DecidedStatus, Long> counts = new EnumMap<>(DecidedStatus.class);
        for (DecidedStatus status : DecidedStatus.values()) {
            counts.put(status, 0L);
        }
        jdbc.sql("""
                SELECT status, count(*) AS accounts
                  FROM import_process
                 WHERE wave_id = (SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name)
                 GROUP BY status
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(row -> {
                    counts.put(DecidedStatus.valueOf(row.getString("status")), row.getLong("accounts"));
                });
        return counts;
    }

    /** How often a code was found in a wave, and in how many accounts. */
    public record CodeCount(String code, long violations, long accounts) {}

    /** Violations that stand in a wave now, by code, the most frequent first. */
    public List<CodeCount> violationsByCode(WaveName wave) {
        return jdbc.sql("""
                SELECT violation.code, count(*) AS violations, count(DISTINCT violation.process_id) AS accounts
                  FROM import_process process
                  JOIN import_violation violation ON violation.process_id = process.id
                 WHERE process.wave_id = (SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name)
                 GROUP BY violation.code
                 ORDER BY violations DESC, violation.code
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(CodeCount.class)
                .list();
    }

    /** External account number of the first account, in the order of the queue, that was found wrong. */
    public Optional<String> firstErrored(WaveName wave) {
        return jdbc.sql("""
                SELECT external_account_number
                  FROM import_process
                 WHERE wave_id = (SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name)
                   AND status IN ('DRY_RUN_ERRORED', 'ERRORED')
                 ORDER BY id
                 LIMIT 1
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(String.class)
                .optional();
    }
}
