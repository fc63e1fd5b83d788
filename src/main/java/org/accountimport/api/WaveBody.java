package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.wave.ErrorCount;
import org.accountimport.wave.WaveOverview;

/** A wave. Source: HTTP contract, <em>wave</em>. */
@Schema(name = "Wave")
record WaveBody(
        @JsonProperty("import_supplier") String importSupplier,
        @JsonProperty("wave") String wave,
        @JsonProperty("counts") Map<ImportStatus, Long> counts,
        @JsonProperty("total") long total,
        @JsonProperty("executions") List<ExecutionBody> executions,
        @JsonProperty("top_errors") List<TopError> topErrors) {

    /** How many accounts have one thing wrong. */
    @Schema(name = "TopError")
    record TopError(
            @JsonProperty("code") String code,
            @JsonProperty("attr") String attr,
            @JsonProperty("accounts") long accounts) {}

    static WaveBody of(WaveOverview overview, List<ExecutionBody> executions, List<ErrorCount> topErrors) {
        return new WaveBody(
                overview.wave().importSupplier(),
                overview.wave().name(),
                overview.counts(),
                overview.total(),
                executions,
                topErrors.stream()
                        .map(error -> new TopError(error.code(), error.attr(), error.accounts()))
                        .toList());
    }
}
