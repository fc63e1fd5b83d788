package org.accountimport.cli;

import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Reconciliation;
import org.accountimport.wave.Reconciliations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sign-off}: somebody answers for a reconciliation. */
@Command(
        name = "sign-off",
        mixinStandardHelpOptions = true,
        description = "Signs off the newest reconciliation of a wave; where there are differences, only with a remark.")
final class SignOffCommand extends DatabaseCommand {

    @Parameters(index = "0", paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Parameters(index = "1", paramLabel = "RECONCILIATION", description = "number of the one that was looked at")
    private long reconciliation;

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "who answers for it")
    @SuppressWarnings("NullAway.Init")
    private String by;

    @Option(names = "--remark", paramLabel = "TEXT", description = "why it is all right in spite of differences")
    private @Nullable String remark;

    @Override
    int execute() {
        Reconciliation signed = get(Reconciliations.class).signOff(wave, reconciliation, by, remark);
        new ReconciliationText(out()).printResult(signed);
        return ExitCode.DONE;
    }
}
