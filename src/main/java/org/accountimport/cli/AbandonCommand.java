package org.accountimport.cli;

import org.accountimport.job.RunLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code abandon}: gives up a run that has ended without coming to its end. */
@Command(
        name = "abandon",
        mixinStandardHelpOptions = true,
        description = {
            "Gives up a run that failed, was stopped or has crashed: it is never restarted.",
            "Its accounts that are not decided wait again for the next run."
        })
final class AbandonCommand extends DatabaseCommand {

    @Parameters(paramLabel = "EXECUTION", description = "number of the job execution")
    private long jobExecutionId;

    @Override
    int execute() {
        get(RunLauncher.class).abandon(jobExecutionId, Actor.commandLine());
        out().printf("Job execution %d is abandoned.%n", jobExecutionId);
        return ExitCode.DONE;
    }
}
