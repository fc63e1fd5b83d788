package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.accountimport.importprocess.WaveName;
import org.accountimport.security.Caller;
import org.accountimport.wave.Reconciliation;
import org.accountimport.wave.Reconciliations;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Compares what a wave's payloads say with the accounts that were created. Source: HTTP contract, "Operations". */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Reconciliation", description = "Control totals, from the payloads and from the accounts.")
class ReconciliationController {

    private static final String RECONCILIATION = WaveNames.PATH + "/reconciliation";

    private final Reconciliations reconciliations;
    private final Times times;

    ReconciliationController(Reconciliations reconciliations, Times times) {
        this.reconciliations = reconciliations;
        this.times = times;
    }

    /**
     * Who answers for a reconciliation.
     *
     * @param reconciliation the one that was looked at
     */
    @Schema(
            name = "SignOffRequest",
            requiredProperties = {"reconciliation", "by"})
    record SignOffRequest(
            @JsonProperty("reconciliation") long reconciliation,
            @JsonProperty("by") String by,

            @JsonProperty("remark") @Schema(types = {"string", "null"}) @Nullable
            String remark) {

        static SignOffRequest of(RequestMembers members) {
            Long reconciliation = members.count("reconciliation");
            String by = members.text("by");
            if (reconciliation == null) {
                members.problem("reconciliation", "Say the id of the reconciliation that was looked at.");
            }
            if (by == null || by.isBlank()) {
                members.problem("by", "Say who answers for it.");
            }
            return new SignOffRequest(
                    Objects.requireNonNullElse(reconciliation, 0L),
                    Objects.requireNonNullElse(by, ""),
                    members.text("remark"));
        }
    }

    @Operation(
            operationId = "reconciliation",
            summary = "The newest reconciliation of a wave",
            description = "Every import ends with one. Where there was none yet, this makes the first.")
    @GetMapping(RECONCILIATION)
    ReconciliationBody newest(@PathVariable String supplier, @PathVariable String wave) {
        WaveName name = WaveNames.of(supplier, wave);
        Reconciliation newest = reconciliations.newest(name).orElseGet(() -> reconciliations.reconcile(name, null));
        return ReconciliationBody.of(newest, times);
    }

    @Operation(operationId = "reconcile", summary = "Reconciles a wave now, and keeps the result")
    @PostMapping(RECONCILIATION)
    ReconciliationBody reconcile(@PathVariable String supplier, @PathVariable String wave) {
        return ReconciliationBody.of(reconciliations.reconcile(WaveNames.of(supplier, wave), null), times);
    }

    @Operation(
            operationId = "signOff",
            summary = "Signs off the newest reconciliation of a wave",
            description = "Where there are differences, a remark has to say why it is all right.")
    @PostMapping(path = RECONCILIATION + "/sign-off", consumes = MediaType.APPLICATION_JSON_VALUE)
    ReconciliationBody signOff(@PathVariable String supplier, @PathVariable String wave, HttpServletRequest request)
            throws IOException {
        SignOffRequest signOff = RequestMembers.read(request, SignOffRequest::of);
        return ReconciliationBody.of(
                reconciliations.signOff(
                        WaveNames.of(supplier, wave),
                        signOff.reconciliation(),
                        Caller.current().answeringAs(signOff.by()),
                        signOff.remark()),
                times);
    }
}
