package org.accountimport.wave;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares what a wave's payloads say with the accounts that were created from them, and keeps the results. The database
 * computes both sides, all accounts at once. Safe for use by several threads.
 */
@Service
public class Reconciliations {

    /** Enough to see what is wrong; when more accounts differ, something is wrong with all of them. */
    static final int LISTED_DIFFERENCES = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);

    private final JdbcClient jdbc;
    private final Waves waves;
    private final Purges purges;

    Reconciliations(JdbcClient jdbc, Waves waves, Purges purges) {
        this.jdbc = jdbc;
        this.waves = waves;
        this.purges = purges;
    }

    /**
     * Reconciles a wave and stores the result. One statement, so that both sides are of the same moment; takes seconds for
     * tens of thousands of accounts.
     *
     * @param jobExecutionId the import that ends with it; null when it is asked for by hand
     * @throws UnknownWaveException when there is no such wave
     * @throws WavePurgedException  when its payloads are purged: what was signed off stands
     */
    @Transactional
    public Reconciliation reconcile(WaveName wave, @Nullable Long jobExecutionId) {
        purges.requireUnpurged(wave);
        long id = jdbc.sql("""
                WITH control_total AS MATERIALIZED (
                    SELECT process_id, name, coalesce(payload.value, 0) AS payloads, coalesce(account.value, 0) AS accounts
                      FROM payload_control_totals(:wave) AS payload
                      FULL JOIN account_control_totals(:wave) AS account USING (process_id, name)
                     UNION ALL
                    SELECT process.id, 'queued', count(received.process_id), 1
                      FROM import_process process
                      LEFT JOIN import_payload received ON received.process_id = process.id
                                                       AND received.version = process.payload_version
                     WHERE process.wave_id = :wave
                     GROUP BY process.id),
                difference AS MATERIALIZED (
                    SELECT process_id, name, payloads, accounts
                      FROM control_total
                     WHERE payloads <> accounts),
                result AS (
                    INSERT INTO reconciliation (wave_id, job_execution_id, accounts, status_counts, totals, differences)
                    SELECT :wave,
                           :execution,
                           (SELECT count(*) FROM import_process WHERE wave_id = :wave),
                           (SELECT coalesce(json_object_agg(status, processes), '{}')
                              FROM (SELECT status, count(*) AS processes
                                      FROM import_process
                                     WHERE wave_id = :wave
                                     GROUP BY status) AS by_status),
                           (SELECT coalesce(json_agg(json_build_object('name', name,
                                                                       'payloads', trim_scale(payloads),
                                                                       'accounts', trim_scale(accounts))
                                                     ORDER BY name COLLATE "C"), '[]')
                              FROM (SELECT name, sum(payloads) AS payloads, sum(accounts) AS accounts
                                      FROM control_total
                                     GROUP BY name) AS by_name),
                           (SELECT count(*) FROM difference)
                    RETURNING id),
                listed AS (
                    INSERT INTO reconciliation_difference
                           (reconciliation_id, position, process_id, external_account_number, name, payloads, accounts)
                    SELECT result.id,
                           row_number() OVER (ORDER BY process.id, difference.name COLLATE "C") - 1,
                           process.id,
                           process.external_account_number,
                           difference.name,
                           trim_scale(difference.payloads),
                           trim_scale(difference.accounts)
                      FROM (SELECT *
                              FROM difference
                             ORDER BY process_id, name COLLATE "C"
                             LIMIT :listed) AS difference
                      JOIN import_process process ON process.id = difference.process_id
                     CROSS JOIN result)
                SELECT id FROM result
                """)
                .param("wave", waves.id(wave))
                .param("execution", jobExecutionId)
                .param("listed", LISTED_DIFFERENCES)
                .query(Long.class)
                .single();
        Reconciliation result = find(id).orElseThrow();
        if (result.agreed()) {
            LOG.info("Reconciliation {} of wave {}: {} accounts, no difference", id, wave, result.accounts());
        } else {
            LOG.warn(
                    "Reconciliation {} of wave {}: {} accounts; differences between payloads and created accounts: {}",
                    id,
                    wave,
                    result.accounts(),
                    result.differenceCount());
        }
        return result;
    }

    /** The newest reconciliation of a wave; empty when there was none, or no such wave. */
    public Optional<Reconciliation> newest(WaveName wave) {
        return waves.find(wave).flatMap(this::newestId).flatMap(this::find);
    }

    /** One reconciliation with the differences that are listed. */
    public Optional<Reconciliation> find(long id) {
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

    /**
     * Signs off the newest reconciliation of a wave.
     *
     * @param id     the one that was looked at
     * @param by     who answers for it
     * @param remark why it is all right; null or blank only when everything agrees
     * @throws UnknownWaveException    when there is no such wave
     * @throws SignOffRefusedException when it is not the wave's newest, is signed off already, or has differences and no
     *     remark
     */
    @Transactional
    public Reconciliation signOff(WaveName wave, long id, String by, @Nullable String remark) {
        if (by.isBlank()) {
            throw new SignOffRefusedException("A sign-off needs the name of the person who answers for it");
        }
        long waveId = waves.id(wave);
        // A reconciliation that is being stored refers to its wave, and so waits until this one is signed.
        jdbc.sql("SELECT id FROM wave WHERE id = :wave FOR UPDATE")
                .param("wave", waveId)
                .query(Long.class)
                .single();
        Reconciliation newest = newestId(waveId)
                .flatMap(this::find)
                .orElseThrow(() ->
                        new SignOffRefusedException("Wave " + wave + " was never reconciled; reconcile it first"));
        String reason = remark == null || remark.isBlank() ? null : remark.strip();
        requireSignable(newest, id, reason);
        jdbc.sql("""
                UPDATE reconciliation
                   SET signed_off_by = :by,
                       signed_off_at = now(),
                       remark = :remark
                 WHERE id = :id
                """)
                .param("by", by.strip())
                .param("remark", reason)
                .param("id", id)
                .update();
        return find(id).orElseThrow();
    }

    private static void requireSignable(Reconciliation newest, long id, @Nullable String reason) {
        if (newest.id() != id) {
            throw new SignOffRefusedException("Reconciliation " + id + " is not the newest of wave " + newest.wave()
                    + "; look at reconciliation " + newest.id());
        }
        SignOff signOff = newest.signOff();
        if (signOff != null) {
            throw new SignOffRefusedException(
                    "Reconciliation " + id + " was signed off by " + signOff.by() + " already");
        }
        if (!newest.agreed() && reason == null) {
            throw new SignOffRefusedException("Reconciliation " + id + " has differences (" + newest.differenceCount()
                    + "); say in a remark why it is all right nevertheless");
        }
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
