package org.accountimport.cli;

import java.util.concurrent.Callable;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code dry-run}: judges a wave's payloads and creates nothing. */
@Command(
        name = "dry-run",
        mixinStandardHelpOptions = true,
        description = "Judges every payload of a wave that is not imported yet, and creates nothing.")
final class DryRunCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AccountImportCommand program;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Mixin
    private final RunOptionsMixin runOptions = new RunOptionsMixin();

    @Override
    public Integer call() {
        RunOptions options = runOptions.options(false);
        return new ForegroundRun(program, spec.commandLine().getOut())
                .execute(launcher ->
                        launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, options, Actor.commandLine())));
    }
}
