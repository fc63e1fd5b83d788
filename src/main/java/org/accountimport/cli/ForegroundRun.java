package org.accountimport.cli;

import java.io.PrintWriter;
import java.util.function.ToLongFunction;
import org.accountimport.job.RunAlreadyRunningException;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunStateException;
import org.accountimport.job.UnknownRunException;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.UnknownWaveException;
import org.accountimport.wave.WavePurgedException;
import org.accountimport.wave.WaveReports;

/** A run that a command launches and waits for: progress while it goes on, a summary and an exit code when it has ended. */
final class ForegroundRun {

    private final AccountImportCommand program;
    private final PrintWriter out;

    ForegroundRun(AccountImportCommand program, PrintWriter out) {
        this.program = program;
        this.out = out;
    }

    /** @param launch launches or restarts; returns the job execution's id */
    int execute(ToLongFunction<RunLauncher> launch) {
        try (ProgramContext context = ProgramContext.open(program.settings())) {
            WaveReports reports = context.get(WaveReports.class);
            RunReport ended = RunProgress.await(reports, launch.applyAsLong(context.get(RunLauncher.class)));
            new RunSummary(reports, out).print(ended);
            return exitCode(ended);
        } catch (RunAlreadyRunningException e) {
            throw CommandFailedException.alreadyRunning(message(e));
        } catch (UnknownWaveException | UnknownRunException | RunStateException | WavePurgedException e) {
            throw CommandFailedException.badUsage(message(e));
        }
    }

    static int exitCode(RunReport run) {
        return switch (run.status()) {
            case "COMPLETED" -> run.errored() == 0 ? ExitCode.DONE : ExitCode.WITH_ERRORS;
            case "STOPPED" -> ExitCode.STOPPED;
            default -> ExitCode.FAILED;
        };
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
