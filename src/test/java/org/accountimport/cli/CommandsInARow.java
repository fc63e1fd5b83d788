package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.accountimport.database.TestDatabase;

/**
 * Commands one after the other in one process of their own, for tests that need many: the start of a JVM is most of what a command
 * costs. What each prints and logs goes into {@code NAME.out} and {@code NAME.err}, as if it had been started alone.
 */
final class CommandsInARow implements AutoCloseable {

    private static final String BETWEEN_WORDS = "\t";

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader exitCodes;

    private CommandsInARow(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, UTF_8);
        this.exitCodes = process.inputReader(UTF_8);
    }

    /** Starts the process in a directory that receives all that is written, temporary files too. */
    static CommandsInARow startIn(Path directory) throws IOException {
        return new CommandsInARow(ForkedProgram.buildIn(directory, CommandsInARow.class, List.of())
                .redirectError(directory.resolve("commands.err").toFile())
                .start());
    }

    /** Executes a command on this database and returns its exit code. */
    int run(TestDatabase database, String name, String... command) throws IOException {
        commands.println(
                name + BETWEEN_WORDS + String.join(BETWEEN_WORDS, ForkedProgram.withDatabase(database, command)));
        String exitCode = exitCodes.readLine();
        if (exitCode == null) {
            throw new IllegalStateException("The process ended in " + name);
        }
        return Integer.parseInt(exitCode);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] none) throws IOException {
        PrintStream exitCodes = System.out;
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            List<String> words = List.of(line.split(BETWEEN_WORDS));
            exitCodes.println(execute(words.get(0), words.subList(1, words.size())));
        }
    }

    private static int execute(String name, List<String> command) throws IOException {
        try (PrintStream out = new PrintStream(name + ".out", UTF_8);
                PrintStream err = new PrintStream(name + ".err", UTF_8)) {
            System.setOut(out);
            System.setErr(err);
            return AccountImportCommand.execute(command.toArray(String[]::new));
        }
    }
}
