package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accountimport.wave.Purges;
import org.jspecify.annotations.Nullable;

/** What stands for the payloads of a wave that are no longer there. */
@Schema(name = "PurgeCertificate")
record PurgeCertificateBody(
        @JsonProperty("begun_at") @Schema(format = "date-time")
        String begunAt,

        @JsonProperty("completed_at")
        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        String completedAt,

        @JsonProperty("job_execution") long jobExecution,
        @JsonProperty("launched_by") String launchedBy,
        @JsonProperty("keep_days") int keepDays,
        @JsonProperty("reconciliation") long reconciliation,
        @JsonProperty("signed_off_by") String signedOffBy,

        @JsonProperty("accounts") @Schema(types = {"integer", "null"}) @Nullable
        Long accounts,

        @JsonProperty("unreconciled_accounts")
        @Schema(
                types = {"integer", "null"},
                description = "Those of them that were imported or withdrawn after the reconciliation.")
        @Nullable
        Long unreconciledAccounts,

        @JsonProperty("payloads_sha256") @Schema(types = {"string", "null"}) @Nullable
        String payloadsSha256,

        @JsonProperty("totals") List<ReconciliationBody.Total> totals) {

    static PurgeCertificateBody of(Purges.Certificate certificate, Times times) {
        return new PurgeCertificateBody(
                times.text(certificate.begunAt()),
                times.textOrNull(certificate.completedAt()),
                certificate.jobExecutionId(),
                certificate.launchedBy(),
                certificate.keepDays(),
                certificate.reconciliationId(),
                certificate.signedOffBy(),
                certificate.accounts(),
                certificate.unreconciledAccounts(),
                certificate.payloadsSha256(),
                certificate.totals().stream()
                        .map(total -> new ReconciliationBody.Total(total.name(), total.payloads(), total.accounts()))
                        .toList());
    }
}
