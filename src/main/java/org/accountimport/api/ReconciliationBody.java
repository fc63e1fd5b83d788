package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.accountimport.wave.Reconciliation;
import org.jspecify.annotations.Nullable;

/** Control totals computed twice. Source: HTTP contract, <em>reconciliation</em>. */
@Schema(name = "Reconciliation")
record ReconciliationBody(
        @JsonProperty("id") long id,

        @JsonProperty("as_of") @Schema(format = "date-time") String asOf,

        @JsonProperty("totals") List<Total> totals,
        @JsonProperty("difference_count") long differenceCount,
        @JsonProperty("differences") List<Difference> differences,

        @JsonProperty("signed_off_by") @Schema(types = {"string", "null"}) @Nullable
        String signedOffBy,

        @JsonProperty("signed_off_at")
        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        String signedOffAt,

        @JsonProperty("remark") @Schema(types = {"string", "null"}) @Nullable
        String remark) {

    /** A total of the whole wave. */
    @Schema(name = "ControlTotal")
    record Total(
            @JsonProperty("name") String name,
            @JsonProperty("payloads") BigDecimal payloads,
            @JsonProperty("accounts") BigDecimal accounts) {}

    /** A total of one account that differs. */
    @Schema(name = "Difference")
    record Difference(
            @JsonProperty("external_account_number") String externalAccountNumber,
            @JsonProperty("name") String name,
            @JsonProperty("payloads") BigDecimal payloads,
            @JsonProperty("accounts") BigDecimal accounts) {}

    static ReconciliationBody of(Reconciliation result, Times times) {
        Reconciliation.SignOff signOff = result.signOff();
        return new ReconciliationBody(
                result.id(),
                times.text(result.asOf()),
                result.totals().stream()
                        .map(total -> new Total(total.name(), total.payloads(), total.accounts()))
                        .toList(),
                result.differenceCount(),
                result.differences().stream()
                        .map(difference -> new Difference(
                                difference.externalAccountNumber(),
                                difference.name(),
                                difference.payloads(),
                                difference.accounts()))
                        .toList(),
                signOff == null ? null : signOff.by(),
                signOff == null ? null : times.text(signOff.at()),
                signOff == null ? null : signOff.remark());
    }
}
