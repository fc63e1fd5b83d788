package org.accountimport.wave;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Reconciliation.ControlTotal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which waves may be purged of their payloads, and which are. A wave may be when its newest reconciliation was signed off so
 * many days ago, and nothing of it was reconciled since; once it is purged, again when accounts that came later were imported or
 * withdrawn so many days ago. Table {@code purge_certificate}.
 */
@Repository
public class Purges {

    /** Of a wave that is purged: what came later and is old enough. Parameter {@code keepDays}. */
    private static final String LATER_ACCOUNTS = """
            EXISTS (SELECT
                      FROM import_process later
                      JOIN import_payload payload ON payload.process_id = later.id
                     WHERE later.wave_id = certificate.wave_id
                       AND later.status IN ('PROCESSED', 'CANCELLED')
                       AND later.modified_at > certificate.covers_until
                       AND later.modified_at <= now() - make_interval(days => :keepDays)
                       AND payload.purged_by IS NULL)
            """;

    private final JdbcClient jdbc;

    Purges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A wave that is purged, or is being purged.
     *
     * @param reconciliationId the signed-off reconciliation that stands for its payloads
     * @param signedOffBy      who answers for it
     * @param jobExecutionId   the execution that began the purge, or continued it last
     * @param launchedBy       the person, client or job definition that launched it
     * @param keepDays         days that had to lie between sign-off and purge
     * @param completedAt      null while a purge is under way, the first one or one of what came later
     * @param accounts         whose payloads were purged; null before the end
     * @param unreconciledAccounts those of them that were imported or withdrawn after the reconciliation; null before the end
     * @param payloadsSha256   64 hex digits: SHA-256 over the SHA-256 of every purged payload, in the order of the process ids;
     *     null before the end
     * @param totals           the control totals that were signed off, by name; empty before the end
     */
    public record Certificate(
            WaveName wave,
            long reconciliationId,
            String signedOffBy,
            long jobExecutionId,
            String launchedBy,
            int keepDays,
            OffsetDateTime begunAt,
            @Nullable OffsetDateTime completedAt,
            @Nullable Long accounts,
            @Nullable Long unreconciledAccounts,
            @Nullable String payloadsSha256,
            List<ControlTotal> totals) {}

    /**
     * A wave that is old enough, and whether it may be purged.
     *
     * @param reconciliationId its newest reconciliation
     * @param signedOff        whether somebody answers for it
     */
    public record Candidate(WaveName wave, long reconciliationId, boolean signedOff) {}

    /** The certificate of a wave; empty when nothing of it was purged. */
    public Optional<Certificate> find(WaveName wave) {
        return jdbc.sql("""
                SELECT certificate.*, reconciliation.signed_off_by, run.launched_by,
                       encode(certificate.payloads_sha256, 'hex') AS payloads_hash
                  FROM purge_certificate certificate
                  JOIN wave ON wave.id = certificate.wave_id
                  JOIN reconciliation ON reconciliation.id = certificate.reconciliation_id
                  JOIN wave_run run ON run.job_execution_id = certificate.job_execution_id
                 WHERE wave.import_supplier = :supplier
                   AND wave.name = :name
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query((row, number) -> new Certificate(
                        wave,
                        row.getLong("reconciliation_id"),
                        row.getString("signed_off_by"),
                        row.getLong("job_execution_id"),
                        row.getString("launched_by"),
                        row.getInt("keep_days"),
                        row.getObject("begun_at", OffsetDateTime.class),
                        row.getObject("completed_at", OffsetDateTime.class),
                        row.getObject("accounts", Long.class),
                        row.getObject("unreconciled_accounts", Long.class),
                        row.getString("payloads_hash"),
                        totals(row.getLong("wave_id"))))
                .optional();
    }

    private List<ControlTotal> totals(long waveId) {
        return jdbc.sql("""
                SELECT total.name, total.payloads, total.accounts
                  FROM purge_certificate certificate
                 CROSS JOIN json_to_recordset(certificate.totals) AS total (name text, payloads numeric, accounts numeric)
                 WHERE certificate.wave_id = :wave
                """).param("wave", waveId).query(ControlTotal.class).list();
    }

    /**
     * Refuses what needs the payloads of a wave that is purged, or is being purged.
     *
     * @throws WavePurgedException when payloads of this wave are purged
     */
    public void requireUnpurged(WaveName wave) {
        find(wave).ifPresent(certificate -> {
            throw new WavePurgedException(certificate);
        });
    }

    /**
     * Waves whose newest reconciliation is so old, signed off or not, and whose purge is not complete, and waves that are purged
     * and have got accounts since that are so old; the oldest first. The age counts from the sign-off, or from the
     * reconciliation where there is none; that of a later account from when it was imported or withdrawn.
     *
     * @param name of the waves; null: any
     */
    public List<Candidate> candidates(Collection<String> importSuppliers, @Nullable String name, int keepDays) {
        return jdbc.sql("""
                SELECT wave.import_supplier, wave.name, newest.id, newest.signed_off_at IS NOT NULL AS signed_off
                  FROM wave
                  JOIN LATERAL (SELECT id, as_of, signed_off_at
                                  FROM reconciliation
                                 WHERE wave_id = wave.id
                                 ORDER BY id DESC
                                 LIMIT 1) AS newest ON true
                  LEFT JOIN purge_certificate certificate ON certificate.wave_id = wave.id
                 WHERE wave.import_supplier = ANY (:suppliers)
                   AND (CAST(:name AS text) IS NULL OR wave.name = :name)
                   AND coalesce(newest.signed_off_at, newest.as_of) <= now() - make_interval(days => :keepDays)
                   AND (certificate.completed_at IS NULL OR
                """ + LATER_ACCOUNTS + """
                       )
                 ORDER BY wave.id
                """)
                .param("suppliers", importSuppliers.toArray(String[]::new))
                .param("name", name)
                .param("keepDays", keepDays)
                .query((row, number) -> new Candidate(
                        new WaveName(row.getString("import_supplier"), row.getString("name")),
                        row.getLong("id"),
                        row.getBoolean("signed_off")))
                .list();
    }

    /**
     * Opens the certificate of a wave, takes up one that was not completed, or opens a complete one again for what came later, in
     * the caller's transaction. From its end on the wave can neither be reconciled nor rolled back.
     *
     * @return whether the wave may be purged; if not, nothing is written
     */
    public boolean begin(long waveId, int keepDays, long jobExecutionId) {
        // Whoever signs off or reconciles waits for this, or this for them.
        jdbc.sql("SELECT id FROM wave WHERE id = :wave FOR UPDATE")
                .param("wave", waveId)
                .query(Long.class)
                .single();
        return jdbc.sql("""
                INSERT INTO purge_certificate AS certificate (wave_id, reconciliation_id, job_execution_id, keep_days,
                                                              covers_until)
                SELECT :wave, id, :execution, :keepDays, as_of
                  FROM (SELECT id, as_of, signed_off_at
                          FROM reconciliation
                         WHERE wave_id = :wave
                         ORDER BY id DESC
                         LIMIT 1) AS newest
                 WHERE signed_off_at <= now() - make_interval(days => :keepDays)
                    ON CONFLICT ON CONSTRAINT purge_certificate_pk DO UPDATE
                   SET job_execution_id = excluded.job_execution_id,
                       covers_until = CASE WHEN certificate.completed_at IS NULL THEN certificate.covers_until
                                           ELSE now() - make_interval(days => :keepDays) END,
                       completed_at = NULL,
                       accounts = NULL,
                       unreconciled_accounts = NULL,
                       payloads_sha256 = NULL,
                       totals = NULL
                 WHERE certificate.completed_at IS NULL OR
                """ + LATER_ACCOUNTS)
                        .param("wave", waveId)
                        .param("execution", jobExecutionId)
                        .param("keepDays", keepDays)
                        .update()
                == 1;
    }

    /** Completes the certificate of a wave, in the caller's transaction. */
    public void complete(long waveId, long jobExecutionId) {
        jdbc.sql("""
                UPDATE purge_certificate certificate
                   SET job_execution_id = :execution,
                       completed_at = now(),
                       accounts = purged.accounts,
                       unreconciled_accounts = purged.unreconciled,
                       payloads_sha256 = purged.hash,
                       totals = (SELECT totals FROM reconciliation WHERE id = certificate.reconciliation_id)
                  FROM (SELECT count(*) AS accounts,
                               count(*) FILTER (WHERE process.modified_at > reconciliation.as_of) AS unreconciled,
                               sha256(coalesce(string_agg(payload.sha256, ''::bytea ORDER BY process.id), '')) AS hash
                          FROM import_process process
                          JOIN import_payload payload ON payload.process_id = process.id
                          JOIN purge_certificate ON purge_certificate.wave_id = process.wave_id
                          JOIN reconciliation ON reconciliation.id = purge_certificate.reconciliation_id
                         WHERE process.wave_id = :wave
                           AND payload.purged_by IS NOT NULL) AS purged
                 WHERE certificate.wave_id = :wave
                """).param("execution", jobExecutionId).param("wave", waveId).update();
    }
}
