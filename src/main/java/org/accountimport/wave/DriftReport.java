package org.accountimport.wave;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that had passed their newest dry run and failed in an import.
 *
 * @param lines           by code and folded field, the most frequent first
 * @param changedSettings settings that the import and the dry runs it is compared with do not have in common
 */
public record DriftReport(long jobExecutionId, List<Line> lines, List<ChangedSetting> changedSettings) {

    /**
     * One rule. An account counts under every cause that may be to blame: more than one may have changed.
     *
     * @param accounts  that break it now
     * @param payload   of them, those whose payload was replaced since
     * @param settings  of them, those judged by other settings, or by another version of this program
     * @param calendar  of them, those judged on another day
     * @param otherwise of them, those for which none of this is known to have changed: what the rule reads beside them has,
     *                  such as the references that are taken, or the files that are there
     * @param example   external account number of the first
     */
    public record Line(
            String code,
            String attr,
            long accounts,
            long payload,
            long settings,
            long calendar,
            long otherwise,
            String example) {}

    /**
     * A setting that differs.
     *
     * @param name   as in the configuration; {@code program-version} is the program itself
     * @param before in the dry run; null when there was none of this name
     * @param now    in the import; null likewise
     */
    public record ChangedSetting(
            String name, @Nullable String before, @Nullable String now) {}

    /**
     * One violation of one account.
     *
     * @param attr            path of the field
     * @param dryRun          job execution that found nothing wrong
     * @param settingsChanged null when it is not known by what the dry run judged
     * @param calendarChanged null when the time zone is not known
     */
    public record Drift(
            String externalAccountNumber,
            String code,
            String attr,
            long dryRun,
            OffsetDateTime passedAt,
            boolean payloadChanged,
            @Nullable Boolean settingsChanged,
            @Nullable Boolean calendarChanged) {}
}
