package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accountimport.importprocess.IntakeResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of the lines that were sent to a wave. Source: HTTP contract, "Operations".
 *
 * @param detail why the rest was not read; null when all was
 * @param code   of the refusal; null when all was read
 */
@Schema(
        name = "IntakeReport",
        requiredProperties = {"read", "queued", "replaced", "unchanged", "rejected", "rejects"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntakeReport(
        @JsonProperty("detail") @Nullable String detail,
        @JsonProperty("code") @Nullable String code,
        @JsonProperty("read") long read,
        @JsonProperty("queued") long queued,
        @JsonProperty("replaced") long replaced,
        @JsonProperty("unchanged") long unchanged,
        @JsonProperty("rejected") long rejected,
        @JsonProperty("rejects") List<Line> rejects) {

    @Schema(
            name = "RejectedLine",
            requiredProperties = {"line", "code", "detail"})
    record Line(
            @JsonProperty("line") long line,
            @JsonProperty("code") String code,
            @JsonProperty("detail") String detail) {}

    static IntakeReport of(IntakeResult result) {
        return of(result, null, null);
    }

    /** For a stream that broke off: what was read before stays queued. */
    static IntakeReport brokenOff(IntakeResult result, BrokenBodyException why) {
        return of(
                result,
                "The request body cannot be read beyond " + result.read() + " lines: " + why.reason()
                        + ". What was read is in the queue; "
                        + (why.kind() == ErrorKind.PAYLOAD_TOO_LARGE
                                ? "send the rest in uploads of its own; nothing is queued twice."
                                : "send all of it again, nothing is queued twice."),
                why.kind().code());
    }

    private static IntakeReport of(IntakeResult result, @Nullable String detail, @Nullable String code) {
        return new IntakeReport(
                detail,
                code,
                result.read(),
                result.queued(),
                result.replaced(),
                result.unchanged(),
                result.rejected(),
                result.rejects().stream()
                        .map(reject -> new Line(reject.line(), reject.code(), reject.detail()))
                        .toList());
    }
}
