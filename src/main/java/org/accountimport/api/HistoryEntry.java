package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.accountimport.wave.AccountHistory;
import org.jspecify.annotations.Nullable;

/** Something that happened to an account. */
@Schema(name = "HistoryEntry")
record HistoryEntry(
        @JsonProperty("event") String event,

        @JsonProperty("occurred_at") @Schema(format = "date-time")
        String occurredAt,

        @JsonProperty("job_execution") @Schema(types = {"integer", "null"}) @Nullable
        Long jobExecution,

        @JsonProperty("job") @Schema(types = {"string", "null"}) @Nullable
        String job,

        @JsonProperty("actor") @Schema(types = {"string", "null"}) @Nullable
        String actor,

        @JsonProperty("data") @JsonRawValue @Schema(types = {"object", "null"}) @Nullable
        String data) {

    static HistoryEntry of(AccountHistory.Entry entry, Times times) {
        return new HistoryEntry(
                entry.event(),
                times.text(entry.occurredAt()),
                entry.jobExecutionId(),
                entry.job(),
                entry.actor(),
                entry.data());
    }
}
