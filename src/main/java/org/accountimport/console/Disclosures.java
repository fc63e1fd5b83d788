package org.accountimport.console;

import java.time.OffsetDateTime;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Records to whom personal data was shown. Nothing is shown before it is recorded. */
@Repository
class Disclosures {

    private final JdbcClient jdbc;

    Disclosures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records that one payload is shown. */
    void ofPayload(String actor, long processId, int payloadVersion) {
        jdbc.sql("""
                INSERT INTO personal_data_disclosure (actor, disclosed, process_id, payload_version)
                VALUES (:actor, 'payload', :process, :version)
                """)
                .param("actor", actor)
                .param("process", processId)
                .param("version", payloadVersion)
                .update();
    }

    /**
     * Records that a file about a whole wave is handed out.
     *
     * @param file its kind, as the table knows it
     */
    void ofFile(String actor, WaveName wave, String file) {
        jdbc.sql("""
                INSERT INTO personal_data_disclosure (actor, disclosed, wave_id)
                SELECT :actor, :file, id
                  FROM wave
                 WHERE import_supplier = :supplier
                   AND name = :name
                """)
                .param("actor", actor)
                .param("file", file)
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .update();
    }

    /** How often a payload of this account was shown, and when last; null when it never was. */
    @Nullable
    Shown lastOfPayload(long processId) {
        return jdbc.sql("""
                SELECT count(*) AS times, max(disclosed_at) AS last
                  FROM personal_data_disclosure
                 WHERE process_id = :process
                HAVING count(*) > 0
                """)
                .param("process", processId)
                .query(Shown.class)
                .optional()
                .orElse(null);
    }

    /** How often, and when last. */
    record Shown(long times, OffsetDateTime last) {}
}
