package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.SlowAccounts;
import org.accountimport.TestPayloads;
import org.accountimport.api.Calls;
import org.accountimport.database.EmbeddedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server on the embedded PostgreSQL, as it starts by default, loses that PostgreSQL while it imports. */
class KilledEmbeddedDatabaseTest {

    private static final int ACCOUNTS = 300;
    private static final String WAVE = "/v2/data-import/waves/NORLYS/killed/";

    @TempDir
    Path directory;

    private static long count(JdbcClient jdbc, String what) {
        return jdbc.sql("SELECT count(" + what + ") FROM account")
                .query(Long.class)
                .single();
    }

    private static void load(Calls calls) {
        byte[] lines = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> TestPayloads.valid("K-" + i))
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
        assertThat(calls.post(WAVE + "accounts/", lines, "Content-Type", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void isStartedAgainByTheServerWhichGoesOnImporting() throws Exception {
        int port = WaveWithWorkers.freePort();
        EmbeddedServer postgresql = new EmbeddedServer(directory.resolve("data"));
        try (ForkedProgram server = ForkedProgram.startIn(
                directory,
                "server",
                Map.of(),
                "serve",
                "--server.port=" + port,
                "--account-import.sample.enabled=false",
                "--account-import.job.chunk-size=10",
                "--account-import.job.threads=2")) {
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(() ->
                            new Calls(port).get("/actuator/health/readiness").statusCode() == 200);
            Calls calls = new Calls(
                    port, Files.readString(directory.resolve("data/admin-key")).strip());
            JdbcClient jdbc = postgresql.database().jdbc();
            SlowAccounts.make(jdbc);
            load(calls);
            assertThat(calls.post(WAVE + "job-executions/", "{\"job\":\"import\"}")
                            .statusCode())
                    .isBetween(200, 202);
            await().pollInterval(Duration.ofMillis(10)).until(() -> count(jdbc, "*") >= 40);

            postgresql.kill();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> jdbc.sql("""
                    SELECT status FROM batch_job_execution WHERE end_time IS NOT NULL
                    """).query(String.class).list().equals(List.of("COMPLETED")));
            assertThat(List.of(count(jdbc, "*"), count(jdbc, "DISTINCT external_account_number")))
                    .containsOnly((long) ACCOUNTS);
            await().until(() -> calls.get("/actuator/health/readiness").statusCode() == 200);
            assertThat(directory.resolve("server.err"))
                    .content()
                    .contains(
                            "The embedded PostgreSQL has ended, though it is in use",
                            "The embedded PostgreSQL runs again");

            server.terminate();
            server.exitCode();
            assertThat(postgresql.isRunning()).isFalse();
        } finally {
            if (postgresql.isRunning()) {
                postgresql.kill();
            }
        }
    }
}
