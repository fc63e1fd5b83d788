package org.accountimport.wave;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.accountimport.importprocess.WaveName;
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

    /** A run that decides less than a hundredth of its wave is a small one. */
    private static final int ACCOUNTS_FOR_EACH_DECIDED = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);

    private final JdbcClient jdbc;
    private final Waves waves;
    private final Purges purges;
    private final ControlTotals controlTotals;
    private final ReconciliationStore store;

    Reconciliations(
            JdbcClient jdbc, Waves waves, Purges purges, ControlTotals controlTotals, ReconciliationStore store) {
        this.jdbc = jdbc;
        this.waves = waves;
        this.purges = purges;
        this.controlTotals = controlTotals;
        this.store = store;
    }

    /**
     * Reconciles a wave and stores the result. Both sides are of the same moment; what the caller's transaction has not
     * committed does not count.
     *
     * @param jobExecutionId the import that ends with it; null when it is asked for by hand
     * @throws UnknownWaveException when there is no such wave
     * @throws WavePurgedException  when its payloads are purged: what was signed off stands
     */
    @Transactional
    public Reconciliation reconcile(WaveName wave, @Nullable Long jobExecutionId) {
        purges.requireUnpurged(wave);
        long waveId = waves.id(wave);
        ControlTotals.Compared compared = controlTotals.compare(waveId, LISTED_DIFFERENCES);
        long id = store.add(waveId, jobExecutionId, compared);
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

    /**
     * Whether a run that decided so many accounts is to be followed by a reconciliation. Small runs over a large wave, such as
     * those that import what clients schedule one by one, leave it to a later one: reconciling costs by the size of the wave,
     * and the newest result is not an hour old.
     *
     * @throws UnknownWaveException when there is no such wave
     */
    public boolean isDueAfter(WaveName wave, long decided) {
        return jdbc.sql("""
                SELECT :decided * :share >= (SELECT coalesce(sum(accounts), 0)
                                               FROM wave_status_count
                                              WHERE wave_id = :wave)
                       OR NOT EXISTS (SELECT
                                        FROM reconciliation
                                       WHERE wave_id = :wave
                                         AND as_of > now() - interval '1 hour')
                """)
                .param("decided", decided)
                .param("share", ACCOUNTS_FOR_EACH_DECIDED)
                .param("wave", waves.id(wave))
                .query(Boolean.class)
                .single();
    }

    /** The newest reconciliation of a wave; empty when there was none, or no such wave. */
    public Optional<Reconciliation> newest(WaveName wave) {
        return waves.find(wave).flatMap(store::newest);
    }

    /** How the newest reconciliation of each of these waves stands; waves that never were reconciled are missing. */
    public Map<WaveName, ReconciliationStanding> standings(Collection<WaveName> names) {
        return jdbc
                .sql("""
                SELECT wave.import_supplier, wave.name, newest.id, newest.job_execution_id, newest.as_of,
                       newest.differences, newest.signed_off_at IS NOT NULL AS signed_off
                  FROM unnest(:suppliers::text[], :names::text[]) AS asked (import_supplier, name)
                  JOIN wave USING (import_supplier, name)
                 CROSS JOIN LATERAL (SELECT id, job_execution_id, as_of, differences, signed_off_at
                                       FROM reconciliation
                                      WHERE wave_id = wave.id
                                      ORDER BY id DESC
                                      LIMIT 1) AS newest
                """)
                .param("suppliers", names.stream().map(WaveName::importSupplier).toArray(String[]::new))
                .param("names", names.stream().map(WaveName::name).toArray(String[]::new))
                .query((row, number) -> Map.entry(
                        new WaveName(row.getString("import_supplier"), row.getString("name")),
                        new ReconciliationStanding(
                                row.getLong("id"),
                                row.getObject("job_execution_id", Long.class),
                                row.getObject("as_of", OffsetDateTime.class),
                                row.getLong("differences"),
                                row.getBoolean("signed_off"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One reconciliation with the differences that are listed. */
    public Optional<Reconciliation> find(long id) {
        return store.find(id);
    }

    /**
     * Signs off the newest reconciliation of a wave.
     *
     * @param id     the one that was looked at
     * @param by     who answers for it
     * @param remark why it is all right; null or blank only when everything agrees
     * @throws UnknownWaveException    when there is no such wave
     * @throws SignOffRefusedException when it is not the wave's newest, is signed off already, has differences and no
     *     remark, or accounts were imported or rolled back since
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
        Reconciliation newest = store.newest(waveId)
                .orElseThrow(() ->
                        new SignOffRefusedException("Wave " + wave + " was never reconciled; reconcile it first"));
        String reason = remark == null || remark.isBlank() ? null : remark.strip();
        requireSignable(newest, id, reason);
        requireUnchanged(waveId, newest);
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

    private void requireUnchanged(long waveId, Reconciliation newest) {
        boolean changed = jdbc.sql("""
                SELECT EXISTS (SELECT
                                 FROM import_process
                                WHERE wave_id = :wave
                                  AND status = 'PROCESSED'
                                  AND modified_at > :asOf)
                       OR (EXISTS (SELECT FROM wave_run WHERE wave_id = :wave AND kind = 'rollback')
                           AND EXISTS (SELECT
                                         FROM import_process process
                                         JOIN import_event event ON event.process_id = process.id
                                        WHERE process.wave_id = :wave
                                          AND event.event = 'EVENT_ACCOUNT_IMPORT_PROCESS_ROLLED_BACK'
                                          AND event.occurred_at > :asOf))
                """)
                .param("wave", waveId)
                .param("asOf", newest.asOf())
                .query(Boolean.class)
                .single();
        if (changed) {
            throw new SignOffRefusedException("Accounts of wave " + newest.wave()
                    + " were imported or rolled back since reconciliation " + newest.id() + "; reconcile it again");
        }
    }
}
