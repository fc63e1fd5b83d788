package org.accountimport.cli;

import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dry-run}: judges a wave's payloads and creates nothing. */
@Command(
        name = "dry-run",
        mixinStandardHelpOptions = true,
        description = "Judges every payload of a wave that is not imported yet, and creates nothing.")
final class DryRunCommand extends RunCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Mixin
    private final RunOptionsMixin runOptions = new RunOptionsMixin();

    @Override
    int execute() {
        RunOptions options = runOptions.options(false);
        return await(get(RunLauncher.class)
                .launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, options, Actor.commandLine())));
    }
}
