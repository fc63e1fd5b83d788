package org.accountimport.cli;

import java.util.List;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code executions}: what ran. */
@Command(name = "executions", mixinStandardHelpOptions = true, description = "Lists runs, the newest first.")
final class ExecutionsCommand extends DatabaseCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "WAVE",
            converter = WaveNameConverter.class,
            description = "SUPPLIER/NAME; left out: of every wave")
    private @Nullable WaveName wave;

    @Option(names = "--limit", paramLabel = "N", description = "how many; default ${DEFAULT-VALUE}")
    private int limit = 20;

    @Override
    int execute() {
        RunReports reports = get(RunReports.class);
        print(this, wave == null ? reports.newest(limit) : reports.ofWave(wave, limit));
        return ExitCode.DONE;
    }

    static void print(DatabaseCommand command, List<RunReport> runs) {
        Columns columns =
                new Columns("", "job", "wave", "status", "launched by", "began", "decided", "errored", "took", "rate");
        for (RunReport run : runs) {
            columns.add(
                    Long.toString(run.jobExecutionId()),
                    run.kind().jobName(),
                    run.wave().toString(),
                    run.stopReason() == null ? run.status() : run.status() + " (" + run.stopReason() + ")",
                    run.launchedBy(),
                    run.startedAt() == null ? "" : command.time(run.startedAt()),
                    Text.number(run.done()) + " of " + Text.number(run.total()),
                    Text.number(run.errored()),
                    Text.duration(run.seconds()),
                    Text.number(Math.round(run.accountsPerSecond())) + "/s");
        }
        columns.print(command.out(), "No run was ever launched.");
    }
}
