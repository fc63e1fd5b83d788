package org.accountimport.wave;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Records to whom personal data was shown. Nothing is shown before it is recorded. */
@Repository
public class Disclosures {

    private final JdbcClient jdbc;
    private final Waves waves;

    Disclosures(JdbcClient jdbc, Waves waves) {
        this.jdbc = jdbc;
        this.waves = waves;
    }

    /** Records that one payload is shown. */
    public void ofPayload(String actor, long processId, int payloadVersion) {
        jdbc.sql("""
                INSERT INTO personal_data_disclosure (actor, disclosed, process_id, payload_version)
                VALUES (:actor, 'payload', :process, :version)
                """)
                .param("actor", actor)
                .param("process", processId)
                .param("version", payloadVersion)
                .update();
    }

    /** A file about a wave that holds personal data. */
    public enum File {
        ERRORS,
        FAILED_PAYLOADS,
        UNPROCESSED_PAYLOADS;

        private String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Writes a file. */
    public interface Writing {

        /** Returns how many payloads, or errors, it has. */
        long write() throws IOException;
    }

    /**
     * Hands out a file about a whole wave: records it, has it written, and records how much was in it.
     *
     * @throws UnknownWaveException when there is no such wave; nothing is written then
     * @throws IOException          when writing fails; the record stays, without a number
     */
    public void ofFile(String actor, WaveName wave, File file, Writing writing) throws IOException {
        long id = jdbc.sql("""
                INSERT INTO personal_data_disclosure (actor, disclosed, wave_id)
                VALUES (:actor, :file, :wave)
                RETURNING id
                """)
                .param("actor", actor)
                .param("file", file.stored())
                .param("wave", waves.id(wave))
                .query(Long.class)
                .single();
        long items = writing.write();
        jdbc.sql("""
                UPDATE personal_data_disclosure
                   SET items = :items
                 WHERE id = :id
                """).param("items", items).param("id", id).update();
    }

    /** How often a payload of this account was shown, and when last; null when it never was. */
    public @Nullable Shown lastOfPayload(long processId) {
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
    public record Shown(long times, OffsetDateTime last) {}
}
