package org.accountimport.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.accountimport.AccountImportApplication;
import org.accountimport.database.TestDatabase;

/** Account Import in a process of its own, which can be killed. */
final class ForkedProgram implements AutoCloseable {

    private static final int SECONDS_TO_END = 120;

    private static final File OUTPUT = new File("target/forked-program.log");

    private final Process process;

    private ForkedProgram(Process process) {
        this.process = process;
    }

    /** Starts a command against this database; its output goes into a file of the build directory. */
    static ForkedProgram start(TestDatabase database, String... arguments) throws IOException {
        return start(AccountImportApplication.class, database, arguments);
    }

    /** Starts the main method of a class. */
    static ForkedProgram start(Class<?> main, TestDatabase database, String... arguments) throws IOException {
        return new ForkedProgram(new ProcessBuilder(command(List.of(), main, withDatabase(database, arguments)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(OUTPUT))
                .start());
    }

    /**
     * Starts a command in a directory where nothing else is, and where its temporary files are, too. What it prints and logs goes
     * into {@code NAME.out} and {@code NAME.err} there.
     *
     * @param arguments settings that point it at a database are the caller's
     */
    static ForkedProgram startIn(Path directory, String name, Map<String, String> environment, String... arguments)
            throws IOException {
        ProcessBuilder builder = buildIn(directory, AccountImportApplication.class, List.of(arguments))
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile());
        builder.environment().putAll(environment);
        return new ForkedProgram(builder.start());
    }

    /** What starts a main method in a directory where its temporary files are, too. */
    static ProcessBuilder buildIn(Path directory, Class<?> main, List<String> arguments) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        return new ProcessBuilder(command(List.of("-Djava.io.tmpdir=" + temporary), main, arguments))
                .directory(directory.toFile());
    }

    /** Arguments, followed by those that point the program at this database. */
    static List<String> withDatabase(TestDatabase database, String... arguments) {
        return Stream.concat(
                        Stream.of(arguments), Stream.of(database.asProperties()).map(property -> "--" + property))
                .toList();
    }

    private static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Starts soonest, and starting is most of what it does.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}: it cannot clean up anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}: it ends as it is meant to end. */
    void terminate() {
        process.destroy();
    }

    /** As {@code kill -STOP}: it stands still in the middle of whatever it does. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** As {@code kill -CONT}: it goes on as if nothing had been. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for the end and returns the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
