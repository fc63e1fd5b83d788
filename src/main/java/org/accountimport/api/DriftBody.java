package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.accountimport.wave.DriftReport;
import org.jspecify.annotations.Nullable;

/** What passed a dry run and failed in an import. */
@Schema(name = "Drift")
record DriftBody(
        @JsonProperty("results") List<Line> results,
        @JsonProperty("changed_settings") List<Setting> changedSettings) {

    /** One rule; an account counts under everything that has changed since its dry run. */
    @Schema(name = "DriftLine")
    record Line(
            @JsonProperty("code") String code,
            @JsonProperty("attr") String attr,
            @JsonProperty("accounts") long accounts,
            @JsonProperty("payload_changed") long payload,
            @JsonProperty("settings_changed") long settings,
            @JsonProperty("calendar_changed") long calendar,
            @JsonProperty("otherwise") long otherwise,
            @JsonProperty("example") String example) {}

    /** A setting that differs. */
    @Schema(name = "ChangedSetting")
    record Setting(
            @JsonProperty("name") String name,

            @JsonProperty("before") @Schema(types = {"string", "null"}) @Nullable
            String before,

            @JsonProperty("now") @Schema(types = {"string", "null"}) @Nullable
            String now) {}

    static DriftBody of(DriftReport drift) {
        return new DriftBody(
                drift.lines().stream()
                        .map(line -> new Line(
                                line.code(),
                                line.attr(),
                                line.accounts(),
                                line.payload(),
                                line.settings(),
                                line.calendar(),
                                line.otherwise(),
                                line.example()))
                        .toList(),
                drift.changedSettings().stream()
                        .map(setting -> new Setting(setting.name(), setting.before(), setting.now()))
                        .toList());
    }
}
