package org.accountimport.console;

import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.WaveName;
import org.accountimport.schedule.ScheduleOverview;
import org.accountimport.security.Caller;
import org.accountimport.wave.MaskedErrors;
import org.accountimport.wave.RunPartitions;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveErrors;
import org.accountimport.wave.WaveOverview;
import org.accountimport.wave.WaveOverviews;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One wave: how far it is, what runs, what is wrong, and what can be done about it. */
@Controller
class WavePage {

    /** What a page that was sent on says was done; anything else says nothing. */
    private static final Map<String, String> DONE = Map.of(
            "dry-run", "The dry run is launched.",
            "import", "The import is launched.",
            "roll-back", "The rollback is launched.",
            "cancel", "Accounts were withdrawn:",
            "stop", "The run was asked to stop. It ends when its partitions have finished the chunks they are at.",
            "restart", "The run goes on as a new job execution.",
            "abandon", "The run is given up.");

    private static final int LISTED_RUNS = 10;
    private static final int LISTED_ERRORS = 500;

    private final WaveOverviews overviews;
    private final RunReports runs;
    private final RunPartitions partitions;
    private final RunRates rates;
    private final WaveErrors errors;
    private final NextRuns nextRuns;
    private final AttentionList attention;

    WavePage(
            WaveOverviews overviews,
            RunReports runs,
            RunPartitions partitions,
            RunRates rates,
            WaveErrors errors,
            NextRuns nextRuns,
            AttentionList attention) {
        this.overviews = overviews;
        this.runs = runs;
        this.partitions = partitions;
        this.rates = rates;
        this.errors = errors;
        this.nextRuns = nextRuns;
        this.attention = attention;
    }

    /**
     * The run to look at: the one that is under way, or the newest.
     *
     * @param partitions empty when it has not begun, or nothing waited for it
     */
    record Newest(RunView run, RunRates.Rate rate, PartitionTable partitions) {}

    @GetMapping(WaveAddress.PATH)
    String wave(
            @PathVariable String supplier,
            @PathVariable String wave,
            @RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable Long accounts,
            @ModelAttribute("show") Forms show,
            Model model) {
        WaveName name = WaveAddress.of(supplier, wave);
        addProgress(name, show, model);
        addErrors(name, model);
        model.addAttribute("done", done == null ? null : DONE.get(done));
        model.addAttribute("doneAccounts", accounts);
        return "console/wave";
    }

    /** What moves while a run is under way. */
    @GetMapping(WaveAddress.PATH + "/progress")
    String progress(
            @PathVariable String supplier, @PathVariable String wave, @ModelAttribute("show") Forms show, Model model) {
        addProgress(WaveAddress.of(supplier, wave), show, model);
        return "console/wave :: moving";
    }

    /** What changes when a run has ended. */
    @GetMapping(WaveAddress.PATH + "/errors")
    String errors(@PathVariable String supplier, @PathVariable String wave, Model model) {
        addErrors(WaveAddress.of(supplier, wave), model);
        return "console/wave :: errors";
    }

    private void addProgress(WaveName name, Forms show, Model model) {
        WaveOverview overview = overviews.find(name);
        List<RunReport> listed = runs.ofWave(name, LISTED_RUNS);
        Newest newest = listed.isEmpty() ? null : newest(listed.get(0));
        model.addAttribute("wave", name);
        model.addAttribute("bar", StatusBar.of(overview.counts()));
        model.addAttribute("runs", listed.stream().map(RunView::new).toList());
        model.addAttribute("newest", newest);
        List<ScheduleOverview.State> schedules =
                nextRuns.states(Caller.current().scope());
        List<Attention> urgent = attention.of(overview, schedules, show);
        List<WaveActionLink> actions =
                WaveActionLink.of(overview, newest == null ? null : newest.run(), urgent, Caller.current());
        model.addAttribute("attention", urgent);
        model.addAttribute("next", NextRuns.of(overview, schedules));
        model.addAttribute("live", newest != null && newest.run().isLive());
        model.addAttribute("actions", actions);
        model.addAttribute("refused", WaveActionLink.refused(actions));
    }

    private Newest newest(RunReport report) {
        RunView run = new RunView(report);
        return new Newest(
                run, rates.look(report), PartitionTable.of(partitions.of(report.jobExecutionId()), run.isLive()));
    }

    private void addErrors(WaveName name, Model model) {
        model.addAttribute("wave", name);
        model.addAttribute(
                "heat",
                HeatTable.of(MaskedErrors.of(errors.counts(name, LISTED_ERRORS)), MaskedErrors.of(errors.trend(name))));
        model.addAttribute("listedErrors", LISTED_ERRORS);
    }
}
