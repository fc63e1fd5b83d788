package org.accountimport.console;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.importprocess.Withdrawals;
import org.accountimport.job.ErrorBudget;
import org.accountimport.job.RunLauncher;
import org.accountimport.wave.Rollbacks;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveOverviews;
import org.accountimport.wave.WaveReports;
import org.accountimport.wave.Waves;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Asks before anything is done with a wave, says in numbers what will happen, and does it. */
@Controller
class WaveActionsPage {

    private static final String PATH = WaveAddress.PATH + "/actions/{action}";
    private static final String CANARY = "100";

    private final WaveOverviews overviews;
    private final WaveReports reports;
    private final Rollbacks rollbacks;
    private final Waves waves;
    private final RunLauncher launcher;
    private final Withdrawals withdrawals;
    private final ActingPerson acting;

    WaveActionsPage(
            WaveOverviews overviews,
            WaveReports reports,
            Rollbacks rollbacks,
            Waves waves,
            RunLauncher launcher,
            Withdrawals withdrawals,
            ActingPerson acting) {
        this.overviews = overviews;
        this.reports = reports;
        this.rollbacks = rollbacks;
        this.waves = waves;
        this.launcher = launcher;
        this.withdrawals = withdrawals;
        this.acting = acting;
    }

    @GetMapping(PATH)
    ModelAndView ask(
            @PathVariable String supplier,
            @PathVariable String wave,
            @PathVariable String action,
            @ModelAttribute("show") Forms show) {
        WaveName name = WaveAddress.of(supplier, wave);
        WaveAction asked = WaveAction.of(action);
        LaunchForm form = asked == WaveAction.CANARY
                ? new LaunchForm(CANARY, null, null, RunKind.IMPORT.jobName(), null)
                : LaunchForm.EMPTY;
        return page(name, confirmation(name, asked, show), form, List.of());
    }

    @PostMapping(PATH)
    ModelAndView act(
            @PathVariable String supplier,
            @PathVariable String wave,
            @PathVariable String action,
            LaunchForm form,
            @ModelAttribute("show") Forms show) {
        WaveName name = WaveAddress.of(supplier, wave);
        WaveAction asked = WaveAction.of(action);
        Confirmation confirmation = confirmation(name, asked, show);
        List<String> problems = form.problems(confirmation.asks());
        if (confirmation.refusal() != null || !problems.isEmpty()) {
            ModelAndView page = page(name, confirmation, form, problems);
            page.setStatus(confirmation.refusal() != null ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST);
            return page;
        }
        return new ModelAndView(Links.seeOther(Links.wave(name), done(name, asked, form)));
    }

    private Map<String, Object> done(WaveName wave, WaveAction action, LaunchForm form) {
        return switch (action) {
            case DRY_RUN -> launched(RunKind.DRY_RUN, wave, form);
            case IMPORT -> launched(RunKind.IMPORT, wave, form);
            case CANARY ->
                launched(RunKind.DRY_RUN.jobName().equals(form.job()) ? RunKind.DRY_RUN : RunKind.IMPORT, wave, form);
            case ROLL_BACK -> {
                launcher.rollBack(wave, acting.name());
                yield Map.of("done", action.path());
            }
            case CANCEL ->
                Map.of("done", action.path(), "accounts", withdrawals.cancelWave(waves.id(wave), acting.name()));
        };
    }

    private Map<String, Object> launched(RunKind kind, WaveName wave, LaunchForm form) {
        launcher.launch(new RunLauncher.Launch(kind, wave, form.options(), acting.name()));
        return Map.of("done", kind.jobName());
    }

    private Confirmation confirmation(WaveName wave, WaveAction action, Forms show) {
        RunReport newest = overviews.find(wave).newestRun();
        Map<DecidedStatus, Long> counts = reports.countsByStatus(wave);
        String busy = newest != null && newest.isRunning()
                ? "Job execution " + newest.jobExecutionId() + " over this wave is under way. Wait for it or stop it."
                : null;
        return switch (action) {
            case DRY_RUN -> dryRun(wave, counts, busy, show);
            case IMPORT, CANARY -> importing(wave, action, counts, busy, show);
            case CANCEL -> cancelling(wave, counts, show);
            case ROLL_BACK -> rollingBack(wave, counts, busy, show);
        };
    }

    private static Confirmation dryRun(
            WaveName wave, Map<DecidedStatus, Long> counts, @Nullable String busy, Forms show) {
        long waiting = sum(counts, RunKind.DRY_RUN.takes(false));
        return new Confirmation(
                "Dry run of " + wave,
                List.of(
                        show.accounts(waiting) + " will be checked against every rule. Nothing is created.",
                        "What an earlier dry run found about them is replaced."),
                busy != null ? busy : waiting == 0 ? "No account of this wave waits for a dry run." : null,
                "Launch the dry run",
                false,
                Links.wave(wave),
                new Confirmation.Asks(true, false, 0, false, null));
    }

    private static Confirmation importing(
            WaveName wave, WaveAction action, Map<DecidedStatus, Long> counts, @Nullable String busy, Forms show) {
        boolean canary = action == WaveAction.CANARY;
        long waiting = sum(counts, RunKind.IMPORT.takes(false));
        long again = sum(counts, RunKind.IMPORT.takes(true)) - waiting;
        long succeeded = counts.getOrDefault(DecidedStatus.DRY_RUN_SUCCEEDED, 0L);
        return new Confirmation(
                (canary ? "Canary of " : "Import of ") + wave,
                List.of(
                        show.accounts(waiting) + (waiting == 1 ? " waits" : " wait") + " for the import: "
                                + show.number(succeeded) + " passed a dry run, " + show.number(waiting - succeeded)
                                + " had none. Every one whose payload holds becomes an account.",
                        canary
                                ? "A canary takes the first of them only, so that something that is wrong with all of"
                                        + " them is found by a few."
                                : show.accounts(again) + (again == 1 ? " was" : " were")
                                        + " found wrong and " + (again == 1 ? "stays as it is" : "stay as they are")
                                        + " unless you say so."),
                busy != null ? busy : waiting + again == 0 ? "No account of this wave waits for an import." : null,
                canary ? "Launch the canary" : "Launch the import",
                false,
                Links.wave(wave),
                new Confirmation.Asks(true, canary, again, canary, null));
    }

    private static Confirmation cancelling(WaveName wave, Map<DecidedStatus, Long> counts, Forms show) {
        long imported = counts.getOrDefault(DecidedStatus.PROCESSED, 0L);
        long withdrawn = counts.getOrDefault(DecidedStatus.CANCELLED, 0L);
        long left = counts.values().stream().mapToLong(Long::longValue).sum() - imported - withdrawn;
        return new Confirmation(
                "Withdraw the accounts of " + wave,
                List.of(
                        show.accounts(left)
                                + " will be withdrawn: no run takes them any more, until they are loaded anew.",
                        imported == 0
                                ? "No account of this wave is imported."
                                : show.accounts(imported)
                                        + (imported == 1 ? " is imported and stays." : " are imported and stay."),
                        "A run that is under way leaves them alone from then on."),
                left == 0 ? "Every account of this wave is imported or withdrawn already." : null,
                "Withdraw " + show.accounts(left),
                true,
                Links.wave(wave),
                new Confirmation.Asks(false, false, 0, false, wave.name()));
    }

    private Confirmation rollingBack(
            WaveName wave, Map<DecidedStatus, Long> counts, @Nullable String busy, Forms show) {
        long imported = counts.getOrDefault(DecidedStatus.PROCESSED, 0L);
        long changed = Math.min(imported, rollbacks.changedSinceImport(wave));
        long removed = imported - changed;
        return new Confirmation(
                "Roll back " + wave,
                List.of(
                        show.accounts(removed) + " that imports have created will be removed, with everything in "
                                + (removed == 1 ? "it, and its payload" : "them, and their payloads")
                                + " will wait again.",
                        changed == 0
                                ? "None of them was changed since its import."
                                : show.accounts(changed)
                                        + (changed == 1
                                                ? " was changed since its import and is kept."
                                                : " were changed since their import and are kept."),
                        "What is changed until the rollback comes to it is kept as well."),
                busy != null ? busy : imported == 0 ? "No account of this wave is imported." : null,
                "Remove " + show.accounts(removed),
                true,
                Links.wave(wave),
                new Confirmation.Asks(false, false, 0, false, wave.name()));
    }

    private static ModelAndView page(WaveName wave, Confirmation confirmation, LaunchForm form, List<String> problems) {
        ModelAndView page = new ModelAndView("console/confirm");
        page.addObject("wave", wave);
        page.addObject("confirmation", confirmation);
        page.addObject("form", form);
        page.addObject("minimumSample", ErrorBudget.DEFAULT_MINIMUM_SAMPLE);
        page.addObject("problems", problems);
        return page;
    }

    private static long sum(Map<DecidedStatus, Long> counts, Set<DecidedStatus> statuses) {
        return statuses.stream()
                .mapToLong(status -> counts.getOrDefault(status, 0L))
                .sum();
    }
}
