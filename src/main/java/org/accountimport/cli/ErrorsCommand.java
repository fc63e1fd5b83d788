package org.accountimport.cli;

import java.io.IOException;
import java.util.Locale;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.ErrorReportFormat;
import org.accountimport.wave.ErrorTrend;
import org.accountimport.wave.WaveErrors;
import org.accountimport.wave.WaveFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errors}: what is wrong in a wave. */
@Command(
        name = "errors",
        mixinStandardHelpOptions = true,
        description = "Lists every error that stands in a wave, or sums them up by code and field.")
final class ErrorsCommand extends DatabaseCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Option(names = "--format", paramLabel = "text|csv|ndjson", description = "default: text")
    private ErrorReportFormat format = ErrorReportFormat.TEXT;

    @Option(
            names = "--trend",
            description =
                    "how many accounts have each error by code and field, in the newest dry run and the one before")
    private boolean trend;

    @Override
    int execute() throws IOException {
        if (trend) {
            printTrend(get(WaveErrors.class).trend(wave));
            return ExitCode.DONE;
        }
        long errors = get(WaveFiles.class).writeErrors(wave, format, out());
        return errors == 0 ? ExitCode.DONE : ExitCode.WITH_ERRORS;
    }

    private void printTrend(ErrorTrend errors) {
        if (errors.run() == null) {
            out().println("No dry run of wave " + wave + " has come to its end yet.");
            return;
        }
        out().println("Dry run " + errors.run()
                + (errors.previousRun() == null ? ", the first one" : " against dry run " + errors.previousRun()));
        Columns columns = new Columns("accounts", "before", "change", "code", "field", "for instance");
        for (ErrorTrend.Line line : errors.lines()) {
            columns.add(
                    Text.number(line.accounts()),
                    Text.number(line.before()),
                    line.change().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    line.code(),
                    line.attr(),
                    line.example());
        }
        columns.print(out(), "Nothing is wrong.");
    }
}
