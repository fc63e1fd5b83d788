package org.accountimport.cli;

import java.util.List;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code watch}: looks on while a run goes on, wherever it runs. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how far a run is, wherever it runs, with its rate and the time that is left, until it ends.",
            "Ends with the exit code of the run."
        })
final class WatchCommand extends RunCommand {

    @Parameters(paramLabel = "WAVE|EXECUTION", description = "SUPPLIER/NAME for its newest run, or the run's number")
    @SuppressWarnings("NullAway.Init")
    private String watched;

    @Override
    int execute() {
        return await(watched.chars().allMatch(Character::isDigit) ? Long.parseLong(watched) : newestOf(watched));
    }

    private long newestOf(String text) {
        WaveName wave = new WaveNameConverter().convert(text);
        List<RunReport> newest = get(RunReports.class).ofWave(wave, 1);
        if (newest.isEmpty()) {
            throw CommandFailedException.badUsage("No run over wave " + wave + " was ever launched.");
        }
        return newest.get(0).jobExecutionId();
    }
}
