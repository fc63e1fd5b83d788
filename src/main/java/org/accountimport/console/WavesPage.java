package org.accountimport.console;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accountimport.schedule.ScheduleOverview;
import org.accountimport.security.Caller;
import org.accountimport.wave.AccountSearch;
import org.accountimport.wave.WaveOverview;
import org.accountimport.wave.WaveOverviews;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The morning's page: what has to be seen to, and every wave: how far it is, what ran last and what runs next. Also the search. */
@Controller
class WavesPage {

    private static final int WAVES_A_PAGE = 50;

    private final WaveOverviews overviews;
    private final AccountSearch accounts;
    private final NextRuns nextRuns;
    private final AttentionList attention;

    WavesPage(WaveOverviews overviews, AccountSearch accounts, NextRuns nextRuns, AttentionList attention) {
        this.overviews = overviews;
        this.accounts = accounts;
        this.nextRuns = nextRuns;
        this.attention = attention;
    }

    /** A wave's row. */
    record Row(
            WaveOverview overview, StatusBar bar, @Nullable RunView run, NextRuns.@Nullable NextRun next) {

        static Row of(WaveOverview overview, List<ScheduleOverview.State> schedules) {
            return new Row(
                    overview,
                    StatusBar.of(overview.counts()),
                    overview.newestRun() == null ? null : new RunView(overview.newestRun()),
                    NextRuns.of(overview, schedules));
        }

        boolean isLive() {
            return run != null && run.isLive();
        }
    }

    @GetMapping({"/", "/console"})
    ModelAndView start() {
        return new ModelAndView(Links.seeOther("/console/waves", Map.of()));
    }

    @GetMapping("/console/waves")
    ModelAndView waves(
            @RequestParam(required = false) @Nullable String supplier,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long before,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragmentOnly,
            @ModelAttribute("show") Forms show,
            Model model) {
        String chosen = textOrNull(supplier);
        String sought = textOrNull(q);
        Set<String> scope = Caller.current().scope();
        WaveOverviews.Page page = overviews.page(chosen, sought, scope, before, WAVES_A_PAGE);
        List<ScheduleOverview.State> schedules = nextRuns.states(scope);
        List<Row> rows =
                page.waves().stream().map(wave -> Row.of(wave, schedules)).toList();
        if (sought != null && fragmentOnly == null) {
            List<AccountSearch.Found> found = accounts.search(sought, scope);
            ModelAndView onlyOne = onlyOne(found, rows, before);
            if (onlyOne != null) {
                return onlyOne;
            }
            model.addAttribute("found", found);
        }
        boolean everything = sought == null && before == null;
        model.addAttribute(
                "attention", everything && !rows.isEmpty() ? attention.all(chosen, scope, schedules, show) : null);
        model.addAttribute("rows", rows);
        model.addAttribute("next", page.next());
        model.addAttribute("before", before);
        model.addAttribute("supplier", chosen);
        model.addAttribute("q", sought);
        model.addAttribute("live", rows.stream().anyMatch(Row::isLive));
        if (fragmentOnly != null) {
            return new ModelAndView("console/waves :: rows");
        }
        model.addAttribute("suppliers", overviews.suppliers(scope));
        return new ModelAndView("console/waves");
    }

    /** Whoever looks for one thing and finds one is taken there. */
    private static @Nullable ModelAndView onlyOne(
            List<AccountSearch.Found> found, List<Row> rows, @Nullable Long before) {
        if (before != null || found.size() + rows.size() != 1) {
            return null;
        }
        String path = rows.isEmpty()
                ? Links.account(found.get(0).importSupplier(), found.get(0).externalAccountNumber())
                : Links.wave(rows.get(0).overview().wave());
        return new ModelAndView(Links.seeOther(path, Map.of()));
    }

    /** The database knows no U+0000, so nothing is found by it. */
    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.replace("\0", "").strip();
    }
}
