package org.accountimport.importprocess;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.accountimport.database.BinaryCopy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.stereotype.Repository;

/** The tables of the queue, written in bulk, in the caller's transaction. */
@Repository
class QueueStore {

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final SQLExceptionTranslator exceptions;

    QueueStore(JdbcClient jdbc, DataSource dataSource, SQLExceptionTranslator exceptions) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.exceptions = exceptions;
    }

    /** A payload on its way into the queue. */
    record NewPayload(String externalAccountNumber, byte[] body) {

        /** Worked out anew each time: the database hashes what it stores, and few payloads meet one that is there. */
        byte[] sha256() {
            try {
                return MessageDigest.getInstance("SHA-256").digest(body);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }

    /**
     * A process that stood in the queue already, locked until the transaction ends.
     *
     * @param sha256 of its payload; null when the payload was purged
     */
    record KnownProcess(
            long id,
            String externalAccountNumber,
            DecidedStatus status,
            @Nullable String accountNumber,
            long waveId,
            int payloadVersion,
            byte @Nullable [] sha256) {

        /** Whether it is in this wave with the very same bytes. */
        boolean holds(NewPayload payload, long inWave) {
            return waveId == inWave && hasBytesOf(payload);
        }

        boolean hasBytesOf(NewPayload payload) {
            return Arrays.equals(sha256, payload.sha256());
        }
    }

    /** The wave's id; the wave is made when it is new. */
    long waveId(WaveName wave) {
        return findWave(wave).orElseGet(() -> createWave(wave));
    }

    private long createWave(WaveName wave) {
        jdbc.sql("""
                INSERT INTO wave (import_supplier, name)
                VALUES (:supplier, :name)
                    ON CONFLICT ON CONSTRAINT wave_name_uk DO NOTHING
                """)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .update();
        // Here now, whoever made it.
        return findWave(wave).orElseThrow();
    }

    private Optional<Long> findWave(WaveName wave) {
        return jdbc.sql("SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name")
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(Long.class)
                .optional();
    }

    /** So many ids for new processes, ascending, which nobody else gets. Those that are not used are lost. */
    List<Long> nextProcessIds(int count) {
        return jdbc.sql("SELECT nextval('import_process_id_seq') FROM generate_series(1, :count)")
                .param("count", count)
                .query(Long.class)
                .list();
    }

    /**
     * Makes a process for each account number that has none yet; returns the new ones' ids by account number.
     *
     * @param ids one for each account number, in their order
     */
    Map<String, Long> insertProcesses(
            long waveId, String importSupplier, List<Long> ids, Collection<String> externalAccountNumbers) {
        Map<String, Long> created = new HashMap<>();
        jdbc.sql("""
                INSERT INTO import_process (id, wave_id, import_supplier, external_account_number)
                SELECT line.id, :wave, :supplier, line.number
                  FROM unnest(:ids, :numbers) AS line (id, number)
                 ORDER BY line.id
                    ON CONFLICT ON CONSTRAINT import_process_account_uk DO NOTHING
                RETURNING id, external_account_number
                """)
                .param("wave", waveId)
                .param("supplier", importSupplier)
                .param("ids", ids.toArray(Long[]::new))
                .param("numbers", externalAccountNumbers.toArray(String[]::new))
                .query(row -> {
                    created.put(row.getString("external_account_number"), row.getLong("id"));
                });
        return created;
    }

    /** Locks the processes of these accounts, in the order of their ids. */
    List<KnownProcess> lockProcesses(String importSupplier, Collection<String> externalAccountNumbers) {
        return jdbc.sql("""
                SELECT p.id, p.external_account_number, p.status, p.account_number, p.wave_id, p.payload_version,
                       (SELECT b.sha256 FROM import_payload b WHERE b.process_id = p.id) AS sha256
                  FROM import_process p
                 WHERE p.import_supplier = :supplier
                   AND p.external_account_number = ANY (:numbers)
                 ORDER BY p.id
                   FOR UPDATE
                """)
                .param("supplier", importSupplier)
                .param("numbers", externalAccountNumbers.toArray(String[]::new))
                .query((row, number) -> new KnownProcess(
                        row.getLong("id"),
                        row.getString("external_account_number"),
                        DecidedStatus.valueOf(row.getString("status")),
                        row.getString("account_number"),
                        row.getLong("wave_id"),
                        row.getInt("payload_version"),
                        row.getBytes("sha256")))
                .list();
    }

    /**
     * Puts new payloads in the place of those that these processes have, and forgets what was decided about them.
     *
     * @param payloads by external account number, one for each process
     */
    void replacePayloads(
            long waveId, List<KnownProcess> processes, Map<String, NewPayload> payloads, @Nullable String actor) {
        resetProcesses(waveId, processes);
        List<StoredPayload> stored = new ArrayList<>(processes.size());
        for (KnownProcess process : processes) {
            NewPayload payload = payloads.get(process.externalAccountNumber());
            if (payload != null) {
                stored.add(new StoredPayload(
                        process.id(),
                        process.payloadVersion() + 1,
                        payload,
                        ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_REPLACED));
            }
        }
        storePayloads(stored, actor);
    }

    private void resetProcesses(long waveId, List<KnownProcess> processes) {
        Long[] ids = processes.stream().map(KnownProcess::id).toArray(Long[]::new);
        jdbc.sql("""
                UPDATE import_process
                   SET wave_id = :wave,
                       status = 'PENDING',
                       payload_version = payload_version + 1,
                       decided_by = NULL,
                       error_code = NULL,
                       error_detail = NULL,
                       modified_at = now(),
                       queued_at = now()
                 WHERE id = ANY (:ids)
                """).param("wave", waveId).param("ids", ids).update();
        jdbc.sql("DELETE FROM import_violation WHERE process_id = ANY (:ids)")
                .param("ids", ids)
                .update();
        jdbc.sql("DELETE FROM import_payload WHERE process_id = ANY (:ids)")
                .param("ids", ids)
                .update();
    }

    /** A payload that goes with a process, and what that means for the process. */
    record StoredPayload(long processId, int version, NewPayload payload, ImportEvent event) {}

    /** Stores payloads and their events. */
    void storePayloads(List<StoredPayload> payloads, @Nullable String actor) {
        BinaryCopy bodies = new BinaryCopy("import_payload", "process_id", "version", "body");
        BinaryCopy events = new BinaryCopy("import_event", "process_id", "event", "actor");
        for (StoredPayload stored : payloads) {
            bodies.row()
                    .bigint(stored.processId())
                    .integer(stored.version())
                    .bytes(stored.payload().body());
            events.row().bigint(stored.processId()).text(stored.event().name()).text(actor);
        }
        send(bodies, events);
    }

    /** Stores violations and events that are already encoded. */
    void send(BinaryCopy... copies) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            for (BinaryCopy copy : copies) {
                copy.writeTo(connection);
            }
        } catch (SQLException e) {
            throw translated(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private RuntimeException translated(SQLException e) {
        RuntimeException translated = exceptions.translate("COPY into the queue", null, e);
        return translated != null ? translated : new IllegalStateException("COPY into the queue failed", e);
    }
}
