package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.accountimport.importprocess.AccountImportProcess;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.security.Caller;
import org.accountimport.validation.MaskedDetails;
import org.jspecify.annotations.Nullable;

/** How an account import process stands. Source: HTTP contract, "Status"; times are ISO 8601 with microseconds and offset. */
@Schema(name = "AccountStatus")
record AccountStatus(
        @JsonProperty("status") ImportStatus status,

        @JsonProperty("kraken_identifier") @Schema(types = {"string", "null"}) @Nullable
        String accountNumber,

        @JsonProperty("created_at") @Schema(format = "date-time")
        String createdAt,

        @JsonProperty("modified_at") @Schema(format = "date-time")
        String modifiedAt,

        @JsonProperty("latest_event") LatestEvent latestEvent,

        @JsonProperty("latest_error") @Nullable LatestError latestError) {

    /** What happened last. */
    @Schema(name = "LatestEvent")
    record LatestEvent(
            @JsonProperty("event") String event,

            @JsonProperty("occurred_at") @Schema(format = "date-time")
            String occurredAt,

            @JsonProperty("data") @JsonRawValue @Schema(types = {"object", "null"}) @Nullable
            String data) {}

    /** What stands in the way. */
    @Schema(name = "LatestError")
    record LatestError(
            @JsonProperty("code") String code,
            @JsonProperty("detail") String detail,
            @JsonProperty("domain") String domain) {

        static @Nullable LatestError of(@Nullable ImportError error, Caller caller) {
            return error == null
                    ? null
                    : new LatestError(
                            error.code(),
                            caller.seesPersonalData()
                                    ? error.detail()
                                    : MaskedDetails.ofError(error.code(), error.detail()),
                            ErrorBody.DOMAIN);
        }
    }

    static AccountStatus of(AccountImportProcess process, Times times, Caller caller) {
        AccountImportProcess.LatestEvent event = process.latestEvent();
        ImportError error = process.latestError();
        return new AccountStatus(
                process.status(),
                process.accountNumber(),
                times.text(process.createdAt()),
                times.text(process.modifiedAt()),
                new LatestEvent(event.event(), times.text(event.occurredAt()), event.data()),
                LatestError.of(error, caller));
    }
}
