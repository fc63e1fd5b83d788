package org.accountimport.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.accountimport.database.DiskFull;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Without a command it serves. */
@Command(
        name = "account-import",
        description = "Validates and imports waves of energy accounts.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Settings such as --spring.datasource.url=… or --server.port=8081 may stand anywhere on the line.",
            "Exit codes: 0 done, 1 done with errors in accounts, 2 bad usage, 3 failed, 4 stopped, 5 already running."
        },
        subcommands = {
            ServeCommand.class,
            WorkerCommand.class,
            GenerateCommand.class,
            ValidateCommand.class,
            LoadCommand.class,
            DryRunCommand.class,
            ImportCommand.class,
            RestartCommand.class,
            SchedulesCommand.class,
            WatchCommand.class,
            StopCommand.class,
            AbandonCommand.class,
            WavesCommand.class,
            StatusCommand.class,
            ExecutionsCommand.class,
            ErrorsCommand.class,
            FailedPayloadsCommand.class,
            UnprocessedCommand.class,
            CancelCommand.class,
            ReconcileCommand.class,
            SignOffCommand.class,
            PurgeCertificateCommand.class,
            RollbackCommand.class,
            KeysCommand.class
        })
public final class AccountImportCommand implements Callable<Integer> {

    private final List<String> settings;

    private AccountImportCommand(List<String> settings) {
        this.settings = settings;
    }

    /** Executes a command line; returns the exit code. Prints what is wrong in one line. */
    public static int execute(String... arguments) {
        List<String> settings = new ArrayList<>();
        List<String> command = new ArrayList<>();
        for (String argument : arguments) {
            (isSetting(argument) ? settings : command).add(argument);
        }
        return new CommandLine(new AccountImportCommand(List.copyOf(settings)))
                .setParameterExceptionHandler(AccountImportCommand::notUnderstood)
                .setExecutionExceptionHandler((exception, line, result) -> failed(exception, line))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(command.toArray(String[]::new));
    }

    @Override
    public Integer call() {
        return ServeCommand.serve(settings);
    }

    /** The settings that stood on the command line, as Spring Boot reads them. */
    List<String> settings() {
        return settings;
    }

    /** Names of settings have a dot, names of options never do. */
    private static boolean isSetting(String argument) {
        int end = argument.indexOf('=');
        String name = end < 0 ? argument : argument.substring(0, end);
        return name.startsWith("--") && name.indexOf('.') > 0;
    }

    private static int notUnderstood(ParameterException exception, String[] arguments) {
        CommandLine line = exception.getCommandLine();
        PrintWriter err = line.getErr();
        String name = line.getCommandSpec().qualifiedName();
        err.println(name + ": " + problem(exception) + ". Try '" + name + " --help'.");
        err.flush();
        return ExitCode.BAD_USAGE;
    }

    private static String problem(ParameterException exception) {
        boolean noCommand = exception.getCommandLine().getParent() == null;
        return exception instanceof UnmatchedArgumentException unmatched && noCommand
                ? "There is no command '" + unmatched.getUnmatched().get(0) + "'"
                : String.valueOf(exception.getMessage());
    }

    private static int failed(Exception exception, CommandLine line) {
        String name = line.getCommandSpec().qualifiedName();
        if (exception instanceof CommandFailedException failure) {
            line.getErr().println(name + ": " + failure.getMessage());
            line.getErr().flush();
            return failure.exitCode();
        }
        LoggerFactory.getLogger(AccountImportCommand.class).error("{} failed", name, exception);
        line.getErr()
                .println(name
                        + (DiskFull.isBehind(exception)
                                ? ": The database has no room left on its disk. What was stored before stays;"
                                        + " make room and give the command again."
                                : ": failed unexpectedly; the log above has the reason."));
        line.getErr().flush();
        return ExitCode.FAILED;
    }
}
