package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.accountimport.TestPayloads;
import org.accountimport.api.Calls;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords in files named as their settings, and the other settings in the environment, as docker-compose.yml has it. */
class SecretsInFilesTest {

    private static final String DATABASE_PASSWORD = "spring.datasource.password";
    private static final String BROKER_PASSWORD = "account-import.workers.password";
    private static final String WRONG = "not the one";
    private static final String REFUSED = "The broker does not let this process in (AMQ";

    private final TestDatabase database = TestDatabase.migratedWithKeys();

    @TempDir
    Path directory;

    private Path secrets = Path.of("");

    @BeforeEach
    void keepSecrets() throws IOException {
        secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve(DATABASE_PASSWORD), database.password() + "\n");
        Files.writeString(secrets.resolve(BROKER_PASSWORD), "for tests only\n");
    }

    private ForkedProgram start(String name, Map<String, String> environment, String... arguments) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SPRING_CONFIG_IMPORT",
                "configtree:" + secrets + "/",
                "SPRING_DATASOURCE_URL",
                database.jdbcUrl(),
                "SPRING_DATASOURCE_USERNAME",
                database.username(),
                "ACCOUNTIMPORT_WORKERS_USER",
                "account-import"));
        settings.putAll(environment);
        return ForkedProgram.startIn(directory, name, settings, arguments);
    }

    private String errors(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".err"));
    }

    @Test
    void letAServerListenToEverybodyAndAWorkerInAndAreNotLogged() throws Exception {
        int port = WaveWithWorkers.freePort();
        int brokerPort = WaveWithWorkers.freePort();
        try (ForkedProgram server = start(
                        "server",
                        Map.of(
                                "SERVER_ADDRESS", "0.0.0.0",
                                "SERVER_PORT", Integer.toString(port),
                                "ACCOUNTIMPORT_WORKERS_BROKER", "embedded",
                                "ACCOUNTIMPORT_WORKERS_PORT", Integer.toString(brokerPort),
                                "ACCOUNTIMPORT_WORKERS_THREADS", "0"));
                ForkedProgram worker = start(
                        "worker", Map.of("ACCOUNTIMPORT_WORKERS_BROKER", "tcp://127.0.0.1:" + brokerPort), "worker");
                ForkedProgram strangeServer = start("strange-server", withWrongPassword(brokerPort), "serve");
                ForkedProgram strangeWorker = start("strange-worker", withWrongPassword(brokerPort), "worker")) {
            Calls calls = new Calls(port);
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> calls.get("/actuator/health/readiness").statusCode() == 200);
            assertThat(errors("server")).contains("Listening on 0.0.0.0:" + port, "needs TLS in front of it");
            // On an address of this host that a server on 127.0.0.1 would not answer at.
            try (Socket elsewhere = new Socket("127.0.0.2", port)) {
                assertThat(elsewhere.isConnected()).isTrue();
            }

            assertThat(calls.post(
                                    "/v2/data-import/waves/NORLYS/secrets/accounts/",
                                    TestPayloads.valid("SECRET-1").getBytes(UTF_8),
                                    "Content-Type",
                                    "application/x-ndjson")
                            .statusCode())
                    .isEqualTo(200);
            calls.post("/v2/data-import/waves/NORLYS/secrets/job-executions/", "{\"job\":\"import\"}");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> calls.status("NORLYS", "SECRET-1").body().contains("\"PROCESSED\""));
            assertThat(server.isAlive() && worker.isAlive()).isTrue();

            for (String strange : List.of("strange-server", "strange-worker")) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> errors(strange).contains(REFUSED));
            }
            assertThat(strangeServer.isAlive() && strangeWorker.isAlive()).isTrue();
        }
        for (String process : List.of("server", "worker", "strange-server", "strange-worker")) {
            assertThat(errors(process))
                    .as(process)
                    .doesNotContain(database.password(), "for tests only", WRONG, "Exception", "\tat ");
        }
        for (String strange : List.of("strange-server", "strange-worker")) {
            assertThat(errors(strange).split(Pattern.quote(REFUSED), -1))
                    .as("said once by " + strange)
                    .hasSize(2);
            assertThat(errors(strange))
                    .contains("; set account-import.workers.user and account-import.workers.password to those of the"
                            + " server's broker, then start this process again");
        }
    }

    private Map<String, String> withWrongPassword(int brokerPort) throws IOException {
        Path wrong = directory.resolve("wrong-secrets");
        if (!Files.exists(wrong)) {
            Files.createDirectory(wrong);
            Files.copy(secrets.resolve(DATABASE_PASSWORD), wrong.resolve(DATABASE_PASSWORD));
            Files.writeString(wrong.resolve(BROKER_PASSWORD), WRONG + "\n");
        }
        return Map.of(
                "SPRING_CONFIG_IMPORT", "configtree:" + wrong + "/",
                "SERVER_PORT", "0",
                "ACCOUNTIMPORT_WORKERS_BROKER", "tcp://127.0.0.1:" + brokerPort);
    }

    @Nested
    class Mistakes {

        private void assertRefused(String said, Map<String, String> environment, String... command) throws Exception {
            try (ForkedProgram program = start("refused", environment, command)) {
                assertThat(program.exitCode()).isIn(ExitCode.BAD_USAGE, ExitCode.FAILED);
            }
            assertThat(errors("refused").strip().lines().reduce((line, next) -> next))
                    .hasValueSatisfying(last ->
                            assertThat(last).startsWith("account-import").contains(said));
        }

        @Test
        void aDirectoryThatIsNotThere() throws Exception {
            Map<String, String> environment = Map.of(
                    "SPRING_CONFIG_IMPORT",
                    "configtree:" + directory.resolve("nowhere") + "/",
                    "ACCOUNTIMPORT_WORKERS_BROKER",
                    "tcp://127.0.0.1:1");
            String said = "'configtree:" + directory.resolve("nowhere") + "/', which does not exist; make it";
            assertRefused(said, environment, "serve");
            assertRefused(said, environment, "worker");
            assertRefused(said, environment, "waves");
        }

        @Test
        void aFileThatIsNotThere() throws Exception {
            Files.delete(secrets.resolve(DATABASE_PASSWORD));
            assertRefused("The configured database " + database.jdbcUrl() + " cannot be used", Map.of(), "serve");
        }
    }
}
