package org.accountimport.importprocess;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Payloads as they were received, one at a time. Reads only. */
@Repository
public class ReceivedPayloads {

    private final JdbcClient jdbc;

    ReceivedPayloads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One payload. Personal data: neither its body nor anything of it belongs into a log.
     *
     * @param version counts the payloads received for the account, from 1
     * @param body    one JSON document in UTF-8, byte for byte as it came
     */
    public record Received(int version, byte[] body, OffsetDateTime receivedAt) {

        /** Which payload this is, not what it says. */
        @Override
        public String toString() {
            return "Received[version " + version + "]";
        }
    }

    /** The newest payload of an account import process; empty when it was purged. */
    public Optional<Received> newest(long processId) {
        return jdbc.sql("""
                SELECT version, body, received_at
                  FROM import_payload
                 WHERE process_id = :process
                   AND body IS NOT NULL
                """)
                .param("process", processId)
                .query((row, number) -> new Received(
                        row.getInt("version"),
                        row.getBytes("body"),
                        row.getObject("received_at", OffsetDateTime.class)))
                .optional();
    }
}
