package org.accountimport.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.accountimport.importprocess.WaveName;
import org.accountimport.security.Caller;
import org.accountimport.wave.ErrorReportFormat;
import org.accountimport.wave.WaveFiles;
import org.accountimport.wave.Waves;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
    private final Waves waves;
    private final Disclosures disclosures;
    private final ActingPerson acting;

    WaveFilesPage(WaveFiles files, Waves waves, Disclosures disclosures, ActingPerson acting) {
        this.files = files;
        this.waves = waves;
        this.disclosures = disclosures;
        this.acting = acting;
    }

    @PostMapping(PATH + "errors.csv")
    void errors(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        boolean masked = !Caller.current().seesPersonalData();
        WaveName name = masked ? known(supplier, wave) : handedOut(supplier, wave, "errors");
        describe(response, "text/csv", name, "errors.csv");
        Writer writer = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8));
        files.writeErrors(name, ErrorReportFormat.CSV, writer, masked);
    }

    @PostMapping(PATH + "failed-payloads.ndjson")
    void failedPayloads(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = handedOut(supplier, wave, "failed_payloads");
        describe(response, MediaType.APPLICATION_NDJSON_VALUE, name, "failed-payloads.ndjson");
        files.writeFailedPayloads(name, response.getOutputStream());
    }

    @PostMapping(PATH + "unprocessed-payloads.ndjson")
    void unprocessedPayloads(@PathVariable String supplier, @PathVariable String wave, HttpServletResponse response)
            throws IOException {
        WaveName name = handedOut(supplier, wave, "unprocessed_payloads");
        describe(response, MediaType.APPLICATION_NDJSON_VALUE, name, "unprocessed-payloads.ndjson");
        files.writeUnprocessedPayloads(name, response.getOutputStream());
    }

    /** A wave that is not there is refused before the answer is described as a file. */
    private WaveName known(String supplier, String wave) {
        WaveName name = WaveAddress.of(supplier, wave);
        waves.id(name);
        return name;
    }

    private WaveName handedOut(String supplier, String wave, String file) {
        WaveName name = known(supplier, wave);
        disclosures.ofFile(acting.name(), name, file);
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
}
