package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.accountimport.importprocess.RunKind;
import org.accountimport.job.ErrorBudget;
import org.accountimport.job.RunOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants launched. Source: HTTP contract, "Operations"; {@code until}, {@code chunk_size}, {@code threads} and the
 * members of the error budget are as on the command line.
 */
@Schema(
        name = "LaunchRequest",
        requiredProperties = {"job"})
record LaunchRequest(
        @JsonProperty("job") @Schema(allowableValues = {"dry-run", "import"})
        String job,

        @JsonProperty("retry_errored") boolean retryErrored,

        @JsonProperty("limit")
        @Schema(
                types = {"integer", "null"},
                minimum = "1")
        @Nullable
        Long limit,

        @JsonProperty("until")
        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        OffsetDateTime until,

        @JsonProperty("error_budget") @Nullable Budget errorBudget,

        @JsonProperty("chunk_size")
        @Schema(
                types = {"integer", "null"},
                minimum = "1")
        @Nullable
        Integer chunkSize,

        @JsonProperty("threads")
        @Schema(
                types = {"integer", "null"},
                minimum = "1")
        @Nullable
        Integer threads) {

    private static final List<String> JOBS = List.of(RunKind.DRY_RUN.jobName(), RunKind.IMPORT.jobName());

    /** How many wrong accounts stop the run. */
    @Schema(name = "ErrorBudget")
    record Budget(
            @JsonProperty("share") @Schema(types = {"number", "null"}) @Nullable
            Double share,

            @JsonProperty("count")
            @Schema(
                    types = {"integer", "null"},
                    minimum = "1")
            @Nullable
            Long count,

            @JsonProperty("minimum_sample") @Schema(minimum = "1")
            long minimumSample,

            @JsonProperty("by_code") Map<String, CodeBudget> byCode) {

        private static Budget of(RequestMembers members) {
            Double share = members.share("share");
            Long count = members.count("count");
            Long sample = members.count("minimum_sample");
            Map<String, CodeBudget> byCode =
                    members.objects("by_code", code -> new CodeBudget(code.share("share"), code.count("count")));
            Budget budget = new Budget(
                    share, count, Objects.requireNonNullElse(sample, ErrorBudget.DEFAULT_MINIMUM_SAMPLE), byCode);
            budget.toErrorBudget();
            return budget;
        }

        private ErrorBudget toErrorBudget() {
            Map<String, ErrorBudget.Limit> limits = new HashMap<>();
            byCode.forEach((code, limit) -> limits.put(code, new ErrorBudget.Limit(limit.share(), limit.count())));
            ErrorBudget.Limit overall =
                    share == null && count == null && !limits.isEmpty() ? null : new ErrorBudget.Limit(share, count);
            return new ErrorBudget(overall, minimumSample, limits);
        }
    }

    /** How many accounts with one error code stop the run. */
    @Schema(name = "CodeBudget")
    record CodeBudget(
            @JsonProperty("share") @Schema(types = {"number", "null"}) @Nullable
            Double share,

            @JsonProperty("count")
            @Schema(
                    types = {"integer", "null"},
                    minimum = "1")
            @Nullable
            Long count) {}

    /** @throws IllegalArgumentException when the numbers make no sense; the message says why */
    static LaunchRequest of(RequestMembers members) {
        LaunchRequest launch = new LaunchRequest(
                members.choice("job", JOBS),
                members.flag("retry_errored"),
                members.count("limit"),
                members.time("until"),
                members.object("error_budget", Budget::of),
                members.smallCount("chunk_size"),
                members.smallCount("threads"));
        launch.options();
        return launch;
    }

    RunKind kind() {
        return RunKind.ofJob(job);
    }

    RunOptions options() {
        return new RunOptions(
                retryErrored,
                limit,
                until == null ? null : until.toInstant(),
                errorBudget == null ? ErrorBudget.UNLIMITED : errorBudget.toErrorBudget(),
                chunkSize,
                threads,
                false);
    }
}
