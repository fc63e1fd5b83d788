package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.accountimport.job.ErrorBudget;
import org.accountimport.schedule.JobDefinition;
import org.accountimport.schedule.ScheduleOverview;
import org.accountimport.schedule.Tick;
import org.accountimport.schedule.Window;
import org.jspecify.annotations.Nullable;

/** The job definitions; times are ISO 8601 with microseconds and offset. */
@Schema(name = "JobDefinitionList", requiredProperties = "results")
record JobDefinitionList(@JsonProperty("results") List<Definition> results) {

    /** One definition; what it leaves to the settings is null. */
    @Schema(
            name = "JobDefinition",
            requiredProperties = {"name", "job", "import_supplier", "wave", "cron", "zone", "enabled"})
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonPropertyOrder({
        "name",
        "job",
        "import_supplier",
        "wave",
        "next_wave",
        "cron",
        "zone",
        "window",
        "options",
        "catch_up",
        "enabled",
        "next_fire_at",
        "last_tick"
    })
    record Definition(
            @JsonProperty("name") String name,
            @JsonProperty("job") String job,
            @JsonProperty("import_supplier") String importSupplier,
            @JsonProperty("wave") String wave,

            @JsonProperty("next_wave") @Schema(types = {"string", "null"}) @Nullable
            String nextWave,

            @JsonProperty("cron") String cron,
            @JsonProperty("zone") String zone,

            @JsonProperty("window") @Nullable Hours window,

            @JsonProperty("options") Options options,
            @JsonProperty("catch_up") boolean catchUp,
            @JsonProperty("enabled") boolean enabled,

            @JsonProperty("next_fire_at")
            @Schema(
                    format = "date-time",
                    types = {"string", "null"})
            @Nullable
            String nextFireAt,

            @JsonProperty("last_tick") @Nullable LastTick lastTick) {}

    /** Times of day in the definition's zone. */
    @Schema(name = "JobWindow")
    record Hours(
            @JsonProperty("from") String from,
            @JsonProperty("until") String until,
            @JsonProperty("next_day") boolean nextDay) {}

    @Schema(name = "JobOptions")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Options(
            @JsonProperty("limit") @Schema(types = {"integer", "null"}) @Nullable
            Long limit,

            @JsonProperty("chunk_size") @Schema(types = {"integer", "null"}) @Nullable
            Integer chunkSize,

            @JsonProperty("threads") @Schema(types = {"integer", "null"}) @Nullable
            Integer threads,

            @JsonProperty("error_budget") @Nullable Budget errorBudget,
            @JsonProperty("retry_errored") boolean retryErrored,
            @JsonProperty("restart_on_crash") boolean restartOnCrash,

            @JsonProperty("keep_days") @Schema(types = {"integer", "null"}) @Nullable
            Integer keepDays) {}

    @Schema(name = "JobErrorBudget")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Budget(
            @JsonProperty("count") @Schema(types = {"integer", "null"}) @Nullable
            Long count,

            @JsonProperty("share") @Schema(types = {"number", "null"}) @Nullable
            Double share,

            @JsonProperty("minimum_sample") long minimumSample,
            @JsonProperty("by_code") Map<String, CodeLimit> byCode) {}

    @Schema(name = "JobErrorLimit")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CodeLimit(
            @JsonProperty("count") @Schema(types = {"integer", "null"}) @Nullable
            Long count,

            @JsonProperty("share") @Schema(types = {"number", "null"}) @Nullable
            Double share) {}

    @Schema(name = "JobTick")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonPropertyOrder({"scheduled_at", "fired_at", "missed", "launched", "note"})
    record LastTick(
            @JsonProperty("scheduled_at") @Schema(format = "date-time")
            String scheduledAt,

            @JsonProperty("fired_at") @Schema(format = "date-time")
            String firedAt,

            @JsonProperty("missed") boolean missed,
            @JsonProperty("launched") List<Long> launched,

            @JsonProperty("note") @Schema(types = {"string", "null"}) @Nullable
            String note) {}

    static JobDefinitionList of(List<ScheduleOverview.State> states, Times times) {
        return new JobDefinitionList(
                states.stream().map(state -> definition(state, times)).toList());
    }

    private static Definition definition(ScheduleOverview.State state, Times times) {
        JobDefinition definition = state.definition();
        ZonedDateTime next = state.nextFireAt();
        return new Definition(
                definition.name(),
                definition.job().jobName(),
                definition.supplier(),
                definition.wave().text(),
                state.nextWave(),
                definition.cron().toString(),
                definition.zone().getId(),
                window(definition.window()),
                new Options(
                        definition.limit(),
                        definition.chunkSize(),
                        definition.threads(),
                        budget(definition.errorBudget()),
                        definition.retryErrored(),
                        definition.restartOnCrash(),
                        definition.keepDays()),
                definition.catchUp(),
                definition.enabled(),
                times.textOrNull(next == null ? null : next.toOffsetDateTime()),
                tick(state.lastTick(), times));
    }

    private static @Nullable Hours window(@Nullable Window window) {
        return window == null
                ? null
                : new Hours(window.from().toString(), window.until().toString(), window.nextDay());
    }

    private static @Nullable Budget budget(ErrorBudget budget) {
        if (budget.isUnlimited()) {
            return null;
        }
        ErrorBudget.Limit overall = budget.overall();
        return new Budget(
                overall == null ? null : overall.count(),
                overall == null ? null : overall.share(),
                budget.minimumSample(),
                budget.byCode().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                limit -> new CodeLimit(
                                        limit.getValue().count(),
                                        limit.getValue().share()))));
    }

    private static @Nullable LastTick tick(@Nullable Tick tick, Times times) {
        return tick == null
                ? null
                : new LastTick(
                        times.text(tick.scheduledAt()),
                        times.text(tick.firedAt()),
                        tick.missed(),
                        tick.launched(),
                        tick.note());
    }
}
