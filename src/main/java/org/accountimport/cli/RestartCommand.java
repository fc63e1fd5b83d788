package org.accountimport.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code restart}: continues a run that failed, was stopped or has crashed. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Continues a run that failed, was stopped or has crashed, with what it has not decided.")
final class RestartCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AccountImportCommand program;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "EXECUTION", description = "number of the job execution")
    private long jobExecutionId;

    @Override
    public Integer call() {
        return new ForegroundRun(program, spec.commandLine().getOut())
                .execute(launcher -> launcher.restart(jobExecutionId, Actor.commandLine()));
    }
}
