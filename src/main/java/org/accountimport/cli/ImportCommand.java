package org.accountimport.cli;

import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: creates a wave's accounts. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Creates the accounts of a wave: those that passed their dry run, and those that had none and are right.")
final class ImportCommand extends RunCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Option(names = "--retry-errored", description = "take accounts again that were found wrong before")
    private boolean retryErrored;

    @Mixin
    private final RunOptionsMixin runOptions = new RunOptionsMixin();

    @Override
    int execute() {
        RunOptions options = runOptions.options(retryErrored);
        return await(get(RunLauncher.class)
                .launch(new RunLauncher.Launch(RunKind.IMPORT, wave, options, Actor.commandLine())));
    }
}
