package org.accountimport.wave;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.Violation;
import org.accountimport.validation.MaskedDetails;
import org.springframework.stereotype.Service;

/**
 * What a wave has to hand out, of any size, written while it is read: errors, and payloads to fix and load again. Nothing is
 * closed; what is written is flushed at the end.
 */
@Service
public class WaveFiles {

    private static final int ERRORS_AT_A_TIME = 500;
    /** A payload may have a mebibyte. */
    private static final int PAYLOADS_AT_A_TIME = 20;

    private final Waves waves;
    private final RowStream rows;

    WaveFiles(Waves waves, RowStream rows) {
        this.waves = waves;
        this.rows = rows;
    }

    /**
     * Writes every error that stands in a wave now, in the order in which its accounts were queued.
     *
     * @return how many errors were written
     * @throws UnknownWaveException when there is no such wave; nothing is written then
     * @throws IOException          when the writer fails
     */
    public long writeErrors(WaveName wave, ErrorReportFormat format, Writer writer) throws IOException {
        return writeErrors(wave, format, writer, false);
    }

    /**
     * The same, for whoever may not see everything.
     *
     * @param masked whether errors come without what they quote of payloads
     */
    public long writeErrors(WaveName wave, ErrorReportFormat format, Writer writer, boolean masked) throws IOException {
        long waveId = waves.id(wave);
        ErrorReportFormat.Lines lines = format.open(writer);
        long written = rows.ofWave(waveId, """
                SELECT process.external_account_number,
                       coalesce(violation.attr, 'non_field_errors') AS attr,
                       coalesce(violation.code, process.error_code) AS code,
                       coalesce(violation.detail, process.error_detail) AS detail,
                       process.decided_by
                  FROM import_process process
                  LEFT JOIN import_violation violation ON violation.process_id = process.id
                 WHERE process.wave_id = :wave
                   AND process.status IN ('DRY_RUN_ERRORED', 'ERRORED')
                 ORDER BY process.id, violation.position
                """, ERRORS_AT_A_TIME, row -> lines.write(error(row, masked)));
        writer.flush();
        return written;
    }

    /**
     * Writes the payloads that a dry run or an import found wrong, one a line, as they were received.
     *
     * @return how many payloads were written
     * @throws UnknownWaveException when there is no such wave; nothing is written then
     * @throws IOException          when the stream fails
     */
    public long writeFailedPayloads(WaveName wave, OutputStream ndjson) throws IOException {
        return writePayloads(wave, """
                SELECT payload.body
                  FROM import_process process
                  JOIN import_payload payload ON payload.process_id = process.id
                 WHERE process.wave_id = :wave
                   AND process.status IN ('DRY_RUN_ERRORED', 'ERRORED')
                   AND payload.purged_by IS NULL
                 ORDER BY process.id
                """, ndjson);
    }

    /**
     * Writes the payloads of which no account was created, one a line, as they were received; not those that were withdrawn.
     *
     * @return how many payloads were written
     * @throws UnknownWaveException when there is no such wave; nothing is written then
     * @throws IOException          when the stream fails
     */
    public long writeUnprocessedPayloads(WaveName wave, OutputStream ndjson) throws IOException {
        return writePayloads(wave, """
                SELECT payload.body
                  FROM import_process process
                  JOIN import_payload payload ON payload.process_id = process.id
                 WHERE process.wave_id = :wave
                   AND process.status NOT IN ('PROCESSED', 'CANCELLED')
                   AND payload.purged_by IS NULL
                 ORDER BY process.id
                """, ndjson);
    }

    private long writePayloads(WaveName wave, String sql, OutputStream ndjson) throws IOException {
        long written =
                rows.ofWave(waves.id(wave), sql, PAYLOADS_AT_A_TIME, row -> ndjson.write(line(row.getBytes("body"))));
        ndjson.flush();
        return written;
    }

    /** Line breaks in JSON stand between its tokens only, and a byte order mark before it: neither is missed. */
    private static byte[] line(byte[] body) {
        int from =
                body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
        byte[] line = new byte[body.length - from + 1];
        for (int i = from; i < body.length; i++) {
            line[i - from] = body[i] == '\n' || body[i] == '\r' ? (byte) ' ' : body[i];
        }
        line[line.length - 1] = '\n';
        return line;
    }

    private static ReportedError error(ResultSet row, boolean masked) throws SQLException {
        Violation found = new Violation(row.getString("attr"), row.getString("code"), row.getString("detail"));
        Violation error = masked ? MaskedDetails.violation(found) : found;
        return new ReportedError(
                row.getString("external_account_number"),
                error.attr(),
                error.code(),
                error.detail(),
                row.getLong("decided_by"));
    }
}
