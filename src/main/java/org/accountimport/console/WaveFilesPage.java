package org.accountimport.console;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Files about a wave. They hold personal data, so that handing one out is recorded, and is no link that a page elsewhere could
 * have followed.
 */
@Controller
class WaveFilesPage {

    private static final String PATH = WaveAddress.PATH + "/files/";

    private final WaveFiles files;
    private final Disclosures disclosures;
    private final ActingPerson acting;

    WaveFilesPage(WaveFiles files, Disclosures disclosures, ActingPerson acting) {
        this.files = files;
        this.disclosures = disclosures;
        this.acting = acting;
    }

    @PostMapping(PATH + "errors.csv")
    void errors(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = WaveAddress.of(supplier, wave);
        Writer writer = new BufferedWriter(
                new OutputStreamWriter(new Attachment(response, "text/csv", fileName(name, "errors.csv")), UTF_8));
        if (Caller.current().seesPersonalData()) {
            disclosures.ofFile(
                    acting.name(),
                    name,
                    Disclosures.File.ERRORS,
                    () -> files.writeErrors(name, ErrorReportFormat.CSV, writer));
        } else {
            files.writeErrors(name, ErrorReportFormat.CSV, writer, true);
        }
    }

    @PostMapping(PATH + "failed-payloads.ndjson")
    void failedPayloads(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = WaveAddress.of(supplier, wave);
        OutputStream file = ndjson(response, fileName(name, "failed-payloads.ndjson"));
        disclosures.ofFile(
                acting.name(), name, Disclosures.File.FAILED_PAYLOADS, () -> files.writeFailedPayloads(name, file));
    }

    @PostMapping(PATH + "unprocessed-payloads.ndjson")
    void unprocessedPayloads(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = WaveAddress.of(supplier, wave);
        OutputStream file = ndjson(response, fileName(name, "unprocessed-payloads.ndjson"));
        disclosures.ofFile(
                acting.name(),
                name,
                Disclosures.File.UNPROCESSED_PAYLOADS,
                () -> files.writeUnprocessedPayloads(name, file));
    }

    private static OutputStream ndjson(HttpServletResponse response, String fileName) {
        return new Attachment(response, MediaType.APPLICATION_NDJSON_VALUE, fileName);
    }

    private static String fileName(WaveName wave, String file) {
        return wave.importSupplier() + "-" + wave.name() + "-" + file;
    }
}
