package org.accountimport.wave;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Reconciliation.ControlTotal;
import org.accountimport.wave.Reconciliation.Difference;
import org.accountimport.wave.Reconciliation.SignOff;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of reconciliations. Every method runs in the caller's transaction. */
@Repository
class ReconciliationStore {

    private final JdbcClient jdbc;

    ReconciliationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a result; returns its id. */
    long add(long waveId, @Nullable Long jobExecutionId, ControlTotals.Compared compared) {
        Map<DecidedStatus, Long> counts = compared.statusCounts();
        List<ControlTotal> totals = compared.totals();
        long id = jdbc.sql("""
                INSERT INTO reconciliation (wave_id, job_execution_id, accounts, status_counts, totals, differences)
                SELECT :wave,
                       :execution,
                       :processes,
                       (SELECT coalesce(json_object_agg(status, processes), '{}')
                          FROM unnest(:statuses, :counts) AS by_status (status, processes)),
                       (SELECT coalesce(json_agg(json_build_object('name', name,
                                                                   'payloads', trim_scale(payloads),
                                                                   'accounts', trim_scale(accounts))
                                                 ORDER BY name COLLATE "C"), '[]')
                          FROM unnest(:names, :payloads, :accounts) AS by_name (name, payloads, accounts)),
                       :differing
                RETURNING id
                """)
                .param("wave", waveId)
                .param("execution", jobExecutionId)
                .param("processes", compared.processes())
                .param("statuses", counts.keySet().stream().map(Enum::name).toArray(String[]::new))
                .param("counts", counts.values().toArray(Long[]::new))
                .param("names", totals.stream().map(ControlTotal::name).toArray(String[]::new))
                .param("payloads", totals.stream().map(ControlTotal::payloads).toArray(BigDecimal[]::new))
                .param("accounts", totals.stream().map(ControlTotal::accounts).toArray(BigDecimal[]::new))
                .param("differing", compared.differing())
                .query(Long.class)
                .single();
        storeDifferences(id, compared.differences());
        return id;
    }

    private void storeDifferences(long reconciliationId, List<ControlTotals.Differing> differences) {
        jdbc.sql("""
                INSERT INTO reconciliation_difference
                       (reconciliation_id, position, process_id, external_account_number, name, payloads, accounts)
                SELECT :reconciliation,
                       difference.position - 1,
                       process.id,
                       process.external_account_number,
                       difference.name,
                       trim_scale(difference.payloads),
                       trim_scale(difference.accounts)
                  FROM unnest(:processes, :names, :payloads, :accounts)
                       WITH ORDINALITY AS difference (process_id, name, payloads, accounts, position)
                  JOIN import_process process ON process.id = difference.process_id
                """)
                .param("reconciliation", reconciliationId)
                .param(
                        "processes",
                        differences.stream()
                                .map(ControlTotals.Differing::processId)
                                .toArray(Long[]::new))
                .param(
                        "names",
                        differences.stream().map(ControlTotals.Differing::name).toArray(String[]::new))
                .param(
                        "payloads",
                        differences.stream()
                                .map(ControlTotals.Differing::payloads)
                                .toArray(BigDecimal[]::new))
                .param(
                        "accounts",
                        differences.stream()
                                .map(ControlTotals.Differing::accounts)
                                .toArray(BigDecimal[]::new))
                .update();
    }

    /** One reconciliation with the differences that are listed. */
    Optional<Reconciliation> find(long id) {
        return jdbc.sql("""
                SELECT reconciliation.id, wave.import_supplier, wave.name, job_execution_id, as_of, accounts, differences,
                       signed_off_by, signed_off_at, remark
                  FROM reconciliation
                  JOIN wave ON wave.id = reconciliation.wave_id
                 WHERE reconciliation.id = :id
                """)
                .param("id", id)
                .query((row, number) -> reconciliation(row))
                .optional();
    }

    /** The newest of a wave. */
    Optional<Reconciliation> newest(long waveId) {
        return newestId(waveId).flatMap(this::find);
    }

    private Optional<Long> newestId(long waveId) {
        return jdbc.sql("SELECT id FROM reconciliation WHERE wave_id = :wave ORDER BY id DESC LIMIT 1")
                .param("wave", waveId)
                .query(Long.class)
                .optional();
    }

    private Reconciliation reconciliation(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        String signedOffBy = row.getString("signed_off_by");
        return new Reconciliation(
                id,
                new WaveName(row.getString("import_supplier"), row.getString("name")),
                row.getObject("job_execution_id", Long.class),
                row.getObject("as_of", OffsetDateTime.class),
                row.getLong("accounts"),
                statusCounts(id),
                totals(id),
                row.getLong("differences"),
                differences(id),
                signedOffBy == null
                        ? null
                        : new SignOff(
                                signedOffBy,
                                row.getObject("signed_off_at", OffsetDateTime.class),
                                row.getString("remark")));
    }

    private Map<DecidedStatus, Long> statusCounts(long id) {
        Map<DecidedStatus, Long> counts = new EnumMap<>(DecidedStatus.class);
        for (DecidedStatus status : DecidedStatus.values()) {
            counts.put(status, 0L);
        }
        jdbc.sql("""
                SELECT key, value::bigint AS accounts
                  FROM reconciliation, json_each_text(status_counts)
                 WHERE id = :id
                """).param("id", id).query(row -> {
            counts.put(DecidedStatus.valueOf(row.getString("key")), row.getLong("accounts"));
        });
        return counts;
    }

    private List<ControlTotal> totals(long id) {
        return jdbc.sql("""
                SELECT total.name, total.payloads, total.accounts
                  FROM reconciliation, json_to_recordset(totals) AS total (name text, payloads numeric, accounts numeric)
                 WHERE id = :id
                """).param("id", id).query(ControlTotal.class).list();
    }

    private List<Difference> differences(long id) {
        return jdbc.sql("""
                SELECT external_account_number, name, payloads, accounts
                  FROM reconciliation_difference
                 WHERE reconciliation_id = :id
                 ORDER BY position
                """).param("id", id).query(Difference.class).list();
    }
}
