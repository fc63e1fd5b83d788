package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.accountimport.importprocess.WaveName;
import org.accountimport.security.Caller;
import org.accountimport.wave.Disclosures;
import org.accountimport.wave.ErrorReportFormat;
import org.accountimport.wave.WaveFiles;
import org.accountimport.wave.Waves;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files of any size, sent while they are read. When something breaks off in the middle, so does the connection: a file that
 * arrived as whole is whole. Handing out personal data is recorded before its first byte. Source: HTTP contract, "Operations".
 */
@RestController
@Tag(name = "Waves", description = "Named cohorts of one import supplier's accounts.")
class WaveFilesController {

    private static final String CSV = "text/csv";

    private final WaveFiles files;
    private final Waves waves;
    private final Disclosures disclosures;

    WaveFilesController(WaveFiles files, Waves waves, Disclosures disclosures) {
        this.files = files;
        this.waves = waves;
        this.disclosures = disclosures;
    }

    @Operation(operationId = "errorsCsv", summary = "Every error that stands in a wave, as CSV")
    @GetMapping(path = WaveNames.PATH + "/errors.csv", produces = CSV)
    void errorsCsv(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = known(supplier, wave);
        describe(response, CSV, name, "errors.csv");
        writeErrors(name, ErrorReportFormat.CSV, response);
    }

    @Operation(operationId = "errorsNdjson", summary = "Every error that stands in a wave, one JSON object a line")
    @GetMapping(path = WaveNames.PATH + "/errors.ndjson", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void errorsNdjson(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = known(supplier, wave);
        describe(response, MediaType.APPLICATION_NDJSON_VALUE, name, "errors.ndjson");
        writeErrors(name, ErrorReportFormat.NDJSON, response);
    }

    @Operation(
            operationId = "failedPayloads",
            summary = "The payloads that were found wrong, as they were received: to fix and load again")
    @GetMapping(path = WaveNames.PATH + "/failed-payloads.ndjson", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void failedPayloads(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = known(supplier, wave);
        describe(response, MediaType.APPLICATION_NDJSON_VALUE, name, "failed-payloads.ndjson");
        OutputStream file = response.getOutputStream();
        disclosures.ofFile(
                Caller.current().name(),
                name,
                Disclosures.File.FAILED_PAYLOADS,
                () -> files.writeFailedPayloads(name, file));
    }

    @Operation(
            operationId = "unprocessedPayloads",
            summary = "The payloads of which no account was created and that were not withdrawn")
    @GetMapping(path = WaveNames.PATH + "/unprocessed-payloads.ndjson", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void unprocessedPayloads(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = known(supplier, wave);
        describe(response, MediaType.APPLICATION_NDJSON_VALUE, name, "unprocessed-payloads.ndjson");
        OutputStream file = response.getOutputStream();
        disclosures.ofFile(
                Caller.current().name(),
                name,
                Disclosures.File.UNPROCESSED_PAYLOADS,
                () -> files.writeUnprocessedPayloads(name, file));
    }

    /** A wave that is not there is refused before the answer is described as a file. */
    private WaveName known(String supplier, String wave) {
        WaveName name = WaveNames.of(supplier, wave);
        waves.id(name);
        return name;
    }

    private static void describe(HttpServletResponse response, String contentType, WaveName wave, String file) {
        response.setContentType(contentType);
        response.setCharacterEncoding(UTF_8.name());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(wave.importSupplier() + "-" + wave.name() + "-" + file, UTF_8)
                        .build()
                        .toString());
    }

    private void writeErrors(WaveName wave, ErrorReportFormat format, HttpServletResponse response) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8));
        Caller caller = Caller.current();
        if (caller.seesPersonalData()) {
            disclosures.ofFile(
                    caller.name(), wave, Disclosures.File.ERRORS, () -> files.writeErrors(wave, format, writer));
        } else {
            files.writeErrors(wave, format, writer, true);
        }
    }
}
