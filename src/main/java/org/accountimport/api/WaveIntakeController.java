package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.IntakeInterruptedException;
import org.accountimport.importprocess.WaveName;
import org.accountimport.security.Caller;
import org.accountimport.supplier.ImportSuppliers;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes many accounts at once into a wave. Source: HTTP contract, "Operations". */
@RestController
@Tag(name = "Waves", description = "Named cohorts of one import supplier's accounts.")
class WaveIntakeController {

    private final Intake intake;
    private final ImportSuppliers suppliers;

    WaveIntakeController(Intake intake, ImportSuppliers suppliers) {
        this.intake = intake;
        this.suppliers = suppliers;
    }

    @Operation(
            operationId = "loadWave",
            summary = "Puts the payloads of an NDJSON stream into a wave's queue",
            description =
                    "One payload or `{\"payload\": …}` a line, in any number, plain or gzip. Rejected are only lines that"
                            + " cannot be queued; business rules are the dry run's work. Sending the same lines twice changes nothing.")
    @Parameter(name = "supplier", description = "The import supplier's code.", example = "NORLYS")
    @Parameter(name = "wave", description = "The wave's name; it is made when it is new.", example = "2026-W48")
    @PostMapping(
            path = WaveNames.PATH + "/accounts",
            consumes = MediaType.APPLICATION_NDJSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    IntakeReport load(@PathVariable String supplier, @PathVariable String wave, HttpServletRequest request)
            throws IOException {
        if (suppliers.find(supplier).isEmpty()) {
            throw Refusal.of(ErrorKind.NOT_FOUND);
        }
        WaveName name = WaveNames.of(supplier, wave);
        LimitsProperties limits = LimitsProperties.of(request);
        SlowClient client = SlowClient.withRate(
                limits.slowClientTime(), limits.slowUploadRate().toBytes());
        try (InputStream lines = new LimitedUpload(
                ReceivedBody.of(request, client),
                limits.uploadLines(),
                limits.uploadSize().toBytes())) {
            return IntakeReport.of(intake.load(name, lines, Caller.current().name(), result -> {}));
        } catch (IntakeInterruptedException e) {
            if (e.getCause() instanceof BrokenBodyException broken) {
                throw Refusal.of(broken.kind(), IntakeReport.brokenOff(e.result(), broken));
            }
            throw e;
        }
    }
}
