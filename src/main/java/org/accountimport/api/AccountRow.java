package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.security.Caller;
import org.accountimport.validation.MaskedDetails;
import org.accountimport.wave.WaveAccounts;
import org.jspecify.annotations.Nullable;

/** An account in the list of a wave's accounts. */
@Schema(name = "AccountRow")
record AccountRow(
        @JsonProperty("external_account_number") String externalAccountNumber,
        @JsonProperty("status") ImportStatus status,

        @JsonProperty("kraken_identifier") @Schema(types = {"string", "null"}) @Nullable
        String accountNumber,

        @JsonProperty("modified_at") @Schema(format = "date-time")
        String modifiedAt,

        @JsonProperty("latest_error") AccountStatus.@Nullable LatestError latestError,
        @JsonProperty("errors") List<ErrorBody.Entry> errors) {

    static AccountRow of(WaveAccounts.Account account, Times times, Caller caller) {
        return new AccountRow(
                account.externalAccountNumber(),
                account.status(),
                account.accountNumber(),
                times.text(account.modifiedAt()),
                AccountStatus.LatestError.of(account.error(), caller),
                ErrorBody.Entry.of(
                        caller.seesPersonalData()
                                ? account.violations()
                                : account.violations().stream()
                                        .map(MaskedDetails::violation)
                                        .toList()));
    }
}
