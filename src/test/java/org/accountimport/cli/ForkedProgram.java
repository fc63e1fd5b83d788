package org.accountimport.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AccountImportApplication.class.getName()));
        command.addAll(List.of(arguments));
        for (String property : database.asProperties()) {
            command.add("--" + property);
        }
        return new ForkedProgram(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(OUTPUT))
                .start());
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
