package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Purges;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What stands for payloads that were purged. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Waves", description = "Named cohorts of one import supplier's accounts.")
class PurgeCertificateController {

    private final Purges purges;
    private final Times times;

    PurgeCertificateController(Purges purges, Times times) {
        this.purges = purges;
        this.times = times;
    }

    @Operation(
            operationId = "purgeCertificate",
            summary = "What stands for a wave's payloads that were purged",
            description = "Not found where nothing of the wave was purged.")
    @GetMapping(WaveNames.PATH + "/purge-certificate")
    PurgeCertificateBody certificate(@PathVariable String supplier, @PathVariable String wave) {
        WaveName name = WaveNames.of(supplier, wave);
        return purges.find(name)
                .map(certificate -> PurgeCertificateBody.of(certificate, times))
                .orElseThrow(() -> Refusal.of(ErrorKind.NOT_FOUND));
    }
}
