package org.accountimport.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.accountimport.job.RunAlreadyRunningException;
import org.accountimport.job.RunStateException;
import org.accountimport.job.ShuttingDownException;
import org.accountimport.job.UnknownRunException;
import org.accountimport.wave.SignOffRefusedException;
import org.accountimport.wave.UnknownWaveException;
import org.accountimport.wave.WavePurgedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that works with the database. The program's parts start when the first of them is asked for, so that whatever is
 * wrong with the command line itself is said at once.
 */
abstract class DatabaseCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private @Nullable ProgramContext context;

    /** Does the work; returns the exit code. */
    abstract int execute() throws IOException;

    @Override
    public final Integer call() throws IOException {
        try {
            return execute();
        } catch (RunAlreadyRunningException e) {
            throw CommandFailedException.alreadyRunning(message(e));
        } catch (UnknownWaveException
                | UnknownRunException
                | RunStateException
                | ShuttingDownException
                | SignOffRefusedException
                | WavePurgedException e) {
            throw CommandFailedException.badUsage(message(e));
        } finally {
            out().flush();
            if (context != null) {
                context.close();
            }
        }
    }

    /** One of the program's parts. */
    final <T> T get(Class<T> type) {
        if (context == null) {
            context = ProgramContext.open(((AccountImportCommand) spec.root().userObject()).settings());
        }
        return context.get(type);
    }

    /** A time as it is shown: in the configured zone, as the API and the console have it. */
    final String time(OffsetDateTime time) {
        return Text.time(time, get(TerminalProperties.class).zone());
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
