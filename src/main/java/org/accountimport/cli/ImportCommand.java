package org.accountimport.cli;

import java.util.concurrent.Callable;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code import}: creates a wave's accounts. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Creates the accounts of a wave: those that passed their dry run, and those that had none and are right.")
final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AccountImportCommand program;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Option(names = "--retry-errored", description = "take accounts again that were found wrong before")
    private boolean retryErrored;

    @Mixin
    private final RunOptionsMixin runOptions = new RunOptionsMixin();

    @Override
    public Integer call() {
        RunOptions options = runOptions.options(retryErrored);
        return new ForegroundRun(program, spec.commandLine().getOut())
                .execute(launcher ->
                        launcher.launch(new RunLauncher.Launch(RunKind.IMPORT, wave, options, Actor.commandLine())));
    }
}
