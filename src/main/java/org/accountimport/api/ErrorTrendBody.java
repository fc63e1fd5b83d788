package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.accountimport.wave.ErrorTrend;
import org.jspecify.annotations.Nullable;

/** What became of a wave's errors from one dry run to the next. */
@Schema(name = "ErrorTrend")
record ErrorTrendBody(
        @JsonProperty("execution") @Schema(types = {"integer", "null"}) @Nullable
        Long execution,

        @JsonProperty("previous_execution") @Schema(types = {"integer", "null"}) @Nullable
        Long previousExecution,

        @JsonProperty("results") List<Line> results) {

    /** One error; {@code change} is new, fixed or still_there. */
    @Schema(name = "ErrorTrendLine")
    record Line(
            @JsonProperty("code") String code,
            @JsonProperty("attr") String attr,
            @JsonProperty("accounts") long accounts,
            @JsonProperty("before") long before,

            @JsonProperty("change") @Schema(allowableValues = {"new", "fixed", "still_there"})
            String change,

            @JsonProperty("example") String example) {}

    static ErrorTrendBody of(ErrorTrend trend) {
        return new ErrorTrendBody(
                trend.run(),
                trend.previousRun(),
                trend.lines().stream()
                        .map(line -> new Line(
                                line.code(),
                                line.attr(),
                                line.accounts(),
                                line.before(),
                                line.change().name().toLowerCase(Locale.ROOT),
                                line.example()))
                        .toList());
    }
}
