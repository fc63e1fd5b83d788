package org.accountimport.console;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.accountimport.job.ErrorBudget;
import org.accountimport.schedule.JobDefinition;
import org.accountimport.schedule.ScheduleOverview.State;
import org.accountimport.schedule.Tick;
import org.accountimport.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The job definitions: what runs when, when next, and what came of the last time. */
@Controller
class SchedulesPage {

    private final NextRuns schedules;

    SchedulesPage(NextRuns schedules) {
        this.schedules = schedules;
    }

    /**
     * A definition.
     *
     * @param options what its runs are bound to, in words
     * @param next    null when it is disabled or due no more
     * @param last    null when it never was due
     */
    record Row(
            JobDefinition definition,
            String job,
            @Nullable String nextWave,
            List<String> options,
            @Nullable OffsetDateTime next,
            @Nullable Tick last) {}

    @GetMapping("/console/schedules")
    String schedules(@ModelAttribute("show") Forms show, Model model) {
        model.addAttribute(
                "rows",
                schedules.states(Caller.current().scope()).stream()
                        .map(state -> row(state, show))
                        .toList());
        return "console/schedules";
    }

    private static Row row(State state, Forms show) {
        JobDefinition definition = state.definition();
        return new Row(
                definition,
                RunView.jobLabel(definition.job().jobName()),
                state.nextWave(),
                options(definition, show),
                state.nextFireAt() == null ? null : state.nextFireAt().toOffsetDateTime(),
                state.lastTick());
    }

    private static List<String> options(JobDefinition definition, Forms show) {
        List<String> options = new ArrayList<>();
        if (definition.window() != null) {
            options.add("only " + definition.window() + " (" + definition.zone().getId() + ")");
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
        definition.errorBudget().byCode().keySet().stream().sorted().forEach(code -> options.add("limits " + code));
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
}
