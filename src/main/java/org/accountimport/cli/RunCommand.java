package org.accountimport.cli;

import java.util.Map;
import org.accountimport.account.AccountRemover.Removal;
import org.accountimport.importprocess.RunKind;
import org.accountimport.wave.DriftReport;
import org.accountimport.wave.Drifts;
import org.accountimport.wave.Reconciliation;
import org.accountimport.wave.Reconciliations;
import org.accountimport.wave.Rollbacks;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveReports;

/** A command that waits for a run: progress while it goes on, a summary and an exit code when it has ended. */
abstract class RunCommand extends DatabaseCommand {

    /** Waits for a run and sums it up; returns the exit code. */
    final int await(long jobExecutionId) {
        RunReport ended = RunProgress.await(get(RunReports.class), jobExecutionId);
        RunSummary summary = new RunSummary(get(WaveReports.class), out());
        summary.print(ended);
        switch (ended.kind()) {
            case IMPORT -> printDrift(ended);
            case ROLLBACK -> printKept(ended);
            default -> {
                // everything is said
            }
        }
        boolean agreed = ended.kind() != RunKind.IMPORT || !ended.status().equals("COMPLETED") || agrees(ended);
        summary.printNextStep(ended);
        return agreed ? exitCode(ended) : ExitCode.WITH_ERRORS;
    }

    /** Prints the newest reconciliation; a difference that nobody has signed off is no end that goes unnoticed. */
    private boolean agrees(RunReport run) {
        Reconciliation newest = get(Reconciliations.class).newest(run.wave()).orElse(null);
        if (newest == null) {
            return true;
        }
        new ReconciliationText(out()).printResult(newest);
        return newest.agreed() || newest.signOff() != null;
    }

    private void printDrift(RunReport run) {
        DriftReport drift = get(Drifts.class).of(run.jobExecutionId());
        if (drift.lines().isEmpty()) {
            return;
        }
        out().printf("%n  Passed the dry run and failed now (changed since: payload, settings, day, none of them)%n");
        for (DriftReport.Line line : drift.lines()) {
            out().printf(
                            "  %,10d  %s at %s (%,d, %,d, %,d, %,d), for instance %s%n",
                            line.accounts(),
                            line.code(),
                            line.attr(),
                            line.payload(),
                            line.settings(),
                            line.calendar(),
                            line.otherwise(),
                            line.example());
        }
        drift.changedSettings()
                .forEach(setting -> out().printf(
                                "  setting %s: %s, in the dry run %s%n",
                                setting.name(), setting.now(), setting.before()));
    }

    private void printKept(RunReport run) {
        Map<Removal, Long> kept = get(Rollbacks.class).keptByReason(run.jobExecutionId());
        if (kept.isEmpty()) {
            return;
        }
        out().printf("%n  Accounts that were kept%n");
        kept.forEach((reason, accounts) -> out().printf("  %,10d  %s%n", accounts, RollbackCommand.text(reason)));
    }

    private static int exitCode(RunReport run) {
        return switch (run.status()) {
            case "COMPLETED" -> run.errored() == 0 ? ExitCode.DONE : ExitCode.WITH_ERRORS;
            case "STOPPED" -> ExitCode.STOPPED;
            default -> ExitCode.FAILED;
        };
    }
}
