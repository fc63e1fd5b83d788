package org.accountimport.cli;

import org.accountimport.job.RunLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stop}: asks a run to end between chunks. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a run, on whatever server, to end when its partitions have finished the chunks they are at.",
            "Nothing is lost; 'restart' or the next launch continues."
        })
final class StopCommand extends DatabaseCommand {

    @Parameters(paramLabel = "EXECUTION", description = "number of the job execution")
    private long jobExecutionId;

    @Override
    int execute() {
        get(RunLauncher.class).stop(jobExecutionId);
        out().printf(
                        "Job execution %d was told to stop; 'watch %d' waits for its end.%n",
                        jobExecutionId, jobExecutionId);
        return ExitCode.DONE;
    }
}
