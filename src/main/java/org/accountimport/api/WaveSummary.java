package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.wave.WaveOverview;
import org.jspecify.annotations.Nullable;

/** A wave in the list of waves. */
@Schema(name = "WaveSummary")
record WaveSummary(
        @JsonProperty("import_supplier") String importSupplier,
        @JsonProperty("wave") String wave,
        @JsonProperty("counts") Map<ImportStatus, Long> counts,
        @JsonProperty("total") long total,
        @JsonProperty("newest_execution") @Nullable ExecutionBody newestExecution) {

    static WaveSummary of(WaveOverview overview, @Nullable ExecutionBody newest) {
        return new WaveSummary(
                overview.wave().importSupplier(), overview.wave().name(), overview.counts(), overview.total(), newest);
    }
}
