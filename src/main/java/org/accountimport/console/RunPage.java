package org.accountimport.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.accountimport.importprocess.RunKind;
import org.accountimport.job.RunLauncher;
import org.accountimport.wave.Drifts;
import org.accountimport.wave.MaskedErrors;
import org.accountimport.wave.Rollbacks;
import org.accountimport.wave.RunPartitions;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveErrors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** One run: what it was launched with, how it went, who executed what, what it found; stopping and continuing it. */
@Controller
class RunPage {

    private static final String PATH = "/console/runs/{id:[0-9]{1,18}}";
    private static final int LISTED_ACCOUNTS = 100;
    private static final int LISTED_ERRORS = 100;

    private final RunReports runs;
    private final RunPartitions partitions;
    private final RunRates rates;
    private final WaveErrors errors;
    private final Drifts drifts;
    private final Rollbacks rollbacks;
    private final RunLauncher launcher;
    private final ActingPerson acting;

    RunPage(
            RunReports runs,
            RunPartitions partitions,
            RunRates rates,
            WaveErrors errors,
            Drifts drifts,
            Rollbacks rollbacks,
            RunLauncher launcher,
            ActingPerson acting) {
        this.runs = runs;
        this.partitions = partitions;
        this.rates = rates;
        this.errors = errors;
        this.drifts = drifts;
        this.rollbacks = rollbacks;
        this.launcher = launcher;
        this.acting = acting;
    }

    @GetMapping(PATH)
    String run(@PathVariable long id, Model model) {
        RunReport report = addProgress(id, model);
        model.addAttribute("parameters", inWords(runs.parameters(id)));
        List<?> found = MaskedErrors.of(errors.ofRun(id));
        model.addAttribute("errors", found.subList(0, Math.min(LISTED_ERRORS, found.size())));
        model.addAttribute("drift", report.kind() == RunKind.IMPORT ? MaskedErrors.of(drifts.of(id)) : null);
        boolean rollback = report.kind() == RunKind.ROLLBACK;
        model.addAttribute("keptByReason", rollback ? rollbacks.keptByReason(id) : Map.of());
        model.addAttribute("kept", rollback ? rollbacks.kept(id, LISTED_ACCOUNTS) : List.of());
        return "console/run";
    }

    /** Parameters as a person calls them. */
    private static Map<String, String> inWords(Map<String, String> parameters) {
        Map<String, String> words = new TreeMap<>();
        parameters.forEach((name, value) -> words.put(
                RunView.jobLabel(name),
                switch (value) {
                    case "true" -> "yes";
                    case "false" -> "no";
                    default -> name.equals("chunk-size") ? value + " accounts" : value;
                }));
        return words;
    }

    /** What moves while it is under way. */
    @GetMapping(PATH + "/progress")
    String progress(@PathVariable long id, Model model) {
        addProgress(id, model);
        return "console/run :: moving";
    }

    @GetMapping(PATH + "/actions/{action}")
    ModelAndView ask(@PathVariable long id, @PathVariable String action, @ModelAttribute("show") Forms show) {
        return page(find(id), confirmation(find(id), RunAction.of(action), show));
    }

    @PostMapping(PATH + "/actions/{action}")
    ModelAndView act(@PathVariable long id, @PathVariable String action, @ModelAttribute("show") Forms show) {
        RunReport run = find(id);
        RunAction asked = RunAction.of(action);
        Confirmation confirmation = confirmation(run, asked, show);
        if (confirmation.refusal() != null) {
            ModelAndView page = page(run, confirmation);
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
        switch (asked) {
            case STOP -> launcher.stop(id);
            case RESTART -> launcher.restart(id, acting.name());
            case ABANDON -> launcher.abandon(id, acting.name());
        }
        return new ModelAndView(Links.seeOther(Links.wave(run.wave()), Map.of("done", asked.path())));
    }

    private RunReport addProgress(long id, Model model) {
        RunReport report = find(id);
        RunView run = new RunView(report);
        model.addAttribute("run", run);
        model.addAttribute("rate", rates.look(report));
        model.addAttribute("partitions", PartitionTable.of(partitions.of(id), run.isLive()));
        model.addAttribute("live", run.isLive());
        return report;
    }

    private static Confirmation confirmation(RunReport report, RunAction action, Forms show) {
        RunView run = new RunView(report);
        String which = run.job().toLowerCase(Locale.ROOT) + " " + run.id() + " of " + report.wave();
        String soFar = show.number(report.done()) + " of " + show.accounts(report.total()) + " are decided.";
        List<String> says = new ArrayList<>(List.of(soFar));
        return switch (action) {
            case STOP -> {
                says.add("It ends when its partitions have finished the chunks they are at. What is decided stays; "
                        + show.accounts(run.left()) + (run.left() == 1 ? " waits" : " wait") + " for a restart.");
                yield new Confirmation(
                        "Stop " + which,
                        says,
                        run.isStoppable() ? null : "It does not run: it is " + run.state() + ".",
                        "Stop it",
                        false,
                        Links.wave(report.wave()),
                        Confirmation.Asks.NOTHING);
            }
            case RESTART -> {
                says.add("A new job execution takes the " + show.accounts(run.left()) + " that "
                        + (run.left() == 1 ? "is" : "are") + " left. What is decided is not touched again.");
                yield new Confirmation(
                        "Restart " + which,
                        says,
                        run.isRestartable() ? null : refusalOfTheEnded(run, "restarted"),
                        "Restart it",
                        false,
                        Links.wave(report.wave()),
                        Confirmation.Asks.NOTHING);
            }
            case ABANDON -> {
                says.add("It will never be restarted; " + show.accounts(run.left())
                        + (run.left() == 1 ? " waits" : " wait") + " for another run instead.");
                yield new Confirmation(
                        "Give up " + which,
                        says,
                        run.isRestartable() ? null : refusalOfTheEnded(run, "given up"),
                        "Give it up",
                        true,
                        Links.wave(report.wave()),
                        Confirmation.Asks.NOTHING);
            }
        };
    }

    private static String refusalOfTheEnded(RunView run, String what) {
        return run.isLive()
                ? "It is under way and cannot be " + what + ". Stop it first."
                : "It is " + run.state() + ", so there is nothing to be " + what + ". Launch a new run instead.";
    }

    private static ModelAndView page(RunReport run, Confirmation confirmation) {
        ModelAndView page = new ModelAndView("console/confirm");
        page.addObject("wave", run.wave());
        page.addObject("confirmation", confirmation);
        page.addObject("form", LaunchForm.EMPTY);
        page.addObject("problems", List.of());
        return page;
    }

    private RunReport find(long id) {
        return runs.find(id)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no job execution " + id));
    }
}
