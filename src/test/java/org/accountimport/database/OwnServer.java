package org.accountimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A PostgreSQL of a test's own, which the test may stop and start again under the same port; {@link TestDatabase} is there for
 * all other tests. One at a time in a JVM.
 */
public final class OwnServer {

    private static final Path DIRECTORY =
            TestServer.BINARIES.resolveSibling("own-" + ProcessHandle.current().pid());

    private static EmbeddedPostgresql server = open();
    private static boolean removed;

    private OwnServer() {}

    private static EmbeddedPostgresql open() {
        return EmbeddedPostgresql.open(DIRECTORY, TestServer.BINARIES, TestServer.NOT_DURABLE, 0);
    }

    public static void stop() {
        server.close();
    }

    /** Starts it where it was, with what was in it. */
    public static void start() {
        server = open();
    }

    /** Stops it for good and removes what it kept. */
    public static void remove() {
        server.close();
        removed = true;
        try {
            DatabaseDirectory.delete(DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server has written about itself and its statements so far. */
    public static String log() throws IOException {
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("log"))) {
            for (Path file : files.toList()) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }

    /** Points an application context at this server. */
    public static final class ForContext implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            if (removed) {
                start();
                removed = false;
            }
            TestPropertyValues.of(
                            new TestDatabase(server.jdbcUrl(), server.username(), server.password()).asProperties())
                    .applyTo(context);
        }
    }
}
