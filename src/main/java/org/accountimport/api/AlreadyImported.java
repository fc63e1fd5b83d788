package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The answer to scheduling an account that exists. Its form is the founding document's own: no {@code detail} and {@code
 * code} at the top.
 */
@Schema(name = "AlreadyImported")
record AlreadyImported(
        @JsonProperty("non_field_errors") Reason reason,
        @JsonProperty("account_id") String accountNumber) {

    @Schema(name = "AlreadyImportedReason")
    record Reason(
            @JsonProperty("detail") String detail,
            @JsonProperty("code") String code) {}

    static AlreadyImported of(String externalAccountNumber, String accountNumber) {
        return new AlreadyImported(
                new Reason(
                        "The account import process with the account number " + externalAccountNumber
                                + " has already been imported.",
                        "account_import_process_already_imported"),
                accountNumber);
    }
}
