package org.accountimport.cli;

import org.accountimport.job.RunLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code restart}: continues a run that failed, was stopped or has crashed. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Continues a run that failed, was stopped or has crashed, with what it has not decided.")
final class RestartCommand extends RunCommand {

    @Parameters(paramLabel = "EXECUTION", description = "number of the job execution")
    private long jobExecutionId;

    @Override
    int execute() {
        return await(get(RunLauncher.class).restart(jobExecutionId, Actor.commandLine()));
    }
}
