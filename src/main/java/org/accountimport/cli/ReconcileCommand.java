package org.accountimport.cli;

import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Reconciliation;
import org.accountimport.wave.Reconciliations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reconcile}: compares payloads and accounts. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Computes a wave's control totals from its payloads and from its accounts, and lists every difference.",
            "Exit code 1 when there is any."
        })
final class ReconcileCommand extends DatabaseCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Override
    int execute() {
        Reconciliation result = get(Reconciliations.class).reconcile(wave, null);
        ReconciliationText text = new ReconciliationText(out());
        text.printResult(result);
        text.printTotals(result);
        text.printDifferences(result);
        return result.agreed() ? ExitCode.DONE : ExitCode.WITH_ERRORS;
    }
}
