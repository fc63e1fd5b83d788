package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accountimport.wave.PartitionState;
import org.accountimport.wave.RunReport;
import org.jspecify.annotations.Nullable;

/** A job execution. Source: HTTP contract, <em>execution</em>. */
@Schema(name = "Execution")
record ExecutionBody(
        @JsonProperty("id") long id,
        @JsonProperty("job") String job,
        @JsonProperty("import_supplier") String importSupplier,
        @JsonProperty("wave") String wave,
        @JsonProperty("status") String status,
        @JsonProperty("exit_code") String exitCode,
        @JsonProperty("exit_description") String exitDescription,

        @JsonProperty("stop_reason") @Schema(types = {"string", "null"}) @Nullable
        String stopReason,

        @JsonProperty("launched_by") String launchedBy,

        @JsonProperty("created_at") @Schema(format = "date-time")
        String createdAt,

        @JsonProperty("started_at")
        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        String startedAt,

        @JsonProperty("ended_at")
        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        String endedAt,

        @JsonProperty("total") long total,
        @JsonProperty("done") long done,
        @JsonProperty("succeeded") long succeeded,
        @JsonProperty("errored") long errored,
        @JsonProperty("left_alone") long leftAlone,
        @JsonProperty("accounts_per_second") double accountsPerSecond,

        @JsonProperty("eta_seconds") @Schema(types = {"integer", "null"}) @Nullable
        Long etaSeconds,

        @JsonProperty("partitions") List<Partition> partitions) {

    /** One of its partitions. */
    @Schema(name = "Partition")
    record Partition(
            @JsonProperty("name") String name,
            @JsonProperty("status") String status,

            @JsonProperty("worker") @Schema(types = {"string", "null"}) @Nullable
            String worker,

            @JsonProperty("done") long done) {}

    /** Tenths of accounts are enough. */
    private static final double RATE_STEPS = 10.0;

    static ExecutionBody of(RunReport run, List<PartitionState> partitions, Times times) {
        return new ExecutionBody(
                run.jobExecutionId(),
                run.kind().jobName(),
                run.wave().importSupplier(),
                run.wave().name(),
                run.status(),
                run.exitCode(),
                run.outcome(),
                run.stopReason(),
                run.launchedBy(),
                times.text(run.createdAt()),
                times.textOrNull(run.startedAt()),
                times.textOrNull(run.endedAt()),
                run.total(),
                run.done(),
                run.succeeded(),
                run.errored(),
                run.leftAlone(),
                Math.round(run.accountsPerSecond() * RATE_STEPS) / RATE_STEPS,
                run.etaSeconds(),
                partitions.stream()
                        .map(partition -> new Partition(
                                partition.name(), partition.status(), partition.worker(), partition.done()))
                        .toList());
    }
}
