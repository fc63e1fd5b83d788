package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accountimport.payload.ParseError;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The body of a refusal. Source: HTTP contract, "Conventions".
 *
 * @param detail  for a person
 * @param code    for programs
 * @param domain  {@code account_import} where the contract has it
 * @param errors  what is wrong, one by one, in payload order; null where nothing in a body is to blame
 * @param errorId under which the server's log has the reason; only of 5xx
 */
@Schema(
        name = "Error",
        requiredProperties = {"detail", "code"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorBody(
        @JsonProperty("detail") String detail,

        @JsonProperty("code") String code,

        @JsonProperty("domain") @Nullable String domain,
        @JsonProperty("errors") @Nullable List<Entry> errors,
        @JsonProperty("error_id") @Nullable String errorId) {

    static final String DOMAIN = "account_import";

    private static final String COULD_NOT_VALIDATE = "Could not validate account data.";

    /** One thing that is wrong; {@code attr} is a dot path in the payload. */
    @Schema(
            name = "ErrorEntry",
            requiredProperties = {"detail", "code", "attr"})
    record Entry(
            @JsonProperty("detail") String detail,
            @JsonProperty("code") String code,
            @JsonProperty("attr") String attr) {

        static List<Entry> of(List<Violation> violations) {
            return violations.stream()
                    .map(violation -> new Entry(violation.detail(), violation.code(), violation.attr()))
                    .toList();
        }
    }

    static ErrorBody of(String code, String detail) {
        return new ErrorBody(detail, code, null, null, null);
    }

    static ErrorBody parseError(ParseError error) {
        return new ErrorBody(
                error.detail(), ErrorKind.PARSE_ERROR.code(), null, Entry.of(List.of(error.violation())), null);
    }

    /** A request that says something that cannot be. */
    static ErrorBody invalid(List<Violation> problems) {
        return new ErrorBody(ErrorKind.INVALID.detail(), ErrorKind.INVALID.code(), null, Entry.of(problems), null);
    }

    /** The validate endpoint's answer to a payload that breaks rules. */
    static ErrorBody notValid(List<Violation> violations) {
        return new ErrorBody(COULD_NOT_VALIDATE, "account_failed_validation", null, Entry.of(violations), null);
    }

    /** The schedule endpoint's answer to a payload that breaks rules. */
    static ErrorBody notScheduled(List<Violation> violations) {
        return new ErrorBody(
                COULD_NOT_VALIDATE, "import_process_failed_validation", DOMAIN, Entry.of(violations), null);
    }

    ErrorBody withErrorId(String id) {
        return new ErrorBody(detail, code, domain, errors, id);
    }
}
