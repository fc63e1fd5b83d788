package org.accountimport.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that opens the embedded PostgreSQL of a directory, as another process of Account Import would. */
final class OtherJvm implements AutoCloseable {

    private static final String OPENED = "opened ";
    private static final int SECONDS_TO_END = 60;

    private final Process process;
    private final BufferedReader output;

    private OtherJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns at once; see {@link #awaitPort()}. */
    static OtherJvm opening(Path directory) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new OtherJvm(new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherJvm.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits until it has opened the database. */
    int awaitPort() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(OPENED)) {
                return Integer.parseInt(line.substring(OPENED.length()));
            }
        }
        throw new IllegalStateException("The other JVM ended before it opened the database");
    }

    /** As {@code kill -9}: it cannot clean up anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it close the database and waits for its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The other JVM does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens the database, and closes it at the end of its input. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (EmbeddedPostgresql server =
                EmbeddedPostgresql.open(directory, TestServer.BINARIES, new ServerSettings(Map.of()), 0)) {
            PrintStream out = System.out;
            out.println(OPENED + server.access().port());
            out.flush();
            new InputStreamReader(System.in, StandardCharsets.UTF_8).read();
        }
    }
}
