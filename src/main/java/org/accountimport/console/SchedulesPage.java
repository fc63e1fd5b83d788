package org.accountimport.console;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.accountimport.job.ErrorBudget;
import org.accountimport.schedule.JobDefinition;
import org.accountimport.schedule.ScheduleOverview.State;
import org.accountimport.schedule.Tick;
import org.accountimport.security.Caller;
import org.accountimport.wave.RunReports;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The job definitions: what runs when, when next, and what came of the last time. */
@Controller
class SchedulesPage {

    private static final int LISTED_RUNS = 5;

    private final NextRuns schedules;
    private final RunReports runs;

    SchedulesPage(NextRuns schedules, RunReports runs) {
        this.schedules = schedules;
        this.runs = runs;
    }

    /**
     * A definition.
     *
     * @param times    when it is due, in words; null where only the cron expression says it
     * @param options  what its runs are bound to, in words
     * @param next     null when it is disabled or due no more
     * @param last     null when it never was due
     * @param launched runs of the last time, at most {@value #LISTED_RUNS}
     * @param unlisted how many more there were
     */
    record Row(
            JobDefinition definition,
            String job,
            @Nullable String nextWave,
            @Nullable String times,
            List<String> options,
            @Nullable OffsetDateTime next,
            @Nullable Tick last,
            List<RunView> launched,
            int unlisted) {}

    @GetMapping("/console/schedules")
    String schedules(@ModelAttribute("show") Forms show, Model model) {
        model.addAttribute(
                "rows",
                schedules.states(Caller.current().scope()).stream()
                        .map(state -> row(state, show))
                        .toList());
        return "console/schedules";
    }

    private Row row(State state, Forms show) {
        JobDefinition definition = state.definition();
        Tick last = state.lastTick();
        List<Long> launched = last == null ? List.of() : last.launched();
        List<RunView> listed = launched.stream()
                .limit(LISTED_RUNS)
                .flatMap(id -> runs.find(id).stream())
                .map(RunView::new)
                .toList();
        return new Row(
                definition,
                RunView.jobLabel(definition.job().jobName()),
                state.nextWave(),
                CronInWords.of(definition.cron(), show),
                options(definition, show),
                state.nextFireAt() == null ? null : state.nextFireAt().toOffsetDateTime(),
                last,
                listed,
                launched.size() - listed.size());
    }

    private static List<String> options(JobDefinition definition, Forms show) {
        List<String> options = new ArrayList<>();
        if (definition.window() != null) {
            options.add("only " + definition.window());
        }
        if (definition.limit() != null) {
            options.add("at most " + show.accounts(definition.limit()));
        }
        ErrorBudget.Limit overall = definition.errorBudget().overall();
        if (overall != null && overall.share() != null) {
            options.add("stops when more than " + show.percent(overall.share()) + " are wrong");
        }
        if (overall != null && overall.count() != null) {
            options.add("stops when " + show.accounts(overall.count()) + " are wrong");
        }
        definition.errorBudget().byCode().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(code -> options.addAll(limits(code.getKey(), code.getValue(), show)));
        if (definition.retryErrored()) {
            options.add("takes errored accounts again");
        }
        if (definition.restartOnCrash()) {
            options.add("restarts after a crash");
        }
        if (definition.catchUp()) {
            options.add("catches up when a time was missed");
        }
        if (definition.keepDays() != null) {
            options.add("keeps payloads for " + show.number(definition.keepDays()) + " days after sign-off");
        }
        return options;
    }

    private static List<String> limits(String code, ErrorBudget.Limit limit, Forms show) {
        List<String> limits = new ArrayList<>();
        if (limit.share() != null) {
            limits.add("stops when more than " + show.percent(limit.share()) + " have " + code);
        }
        if (limit.count() != null) {
            limits.add("stops when " + show.accounts(limit.count()) + (limit.count() == 1 ? " has " : " have ") + code);
        }
        return limits;
    }
}
