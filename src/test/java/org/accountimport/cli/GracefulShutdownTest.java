package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.accountimport.TestPayloads;
import org.accountimport.api.Calls;
import org.accountimport.database.TestDatabase;
import org.accountimport.security.TestKeys;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server that is told to end (SIGTERM) while clients send: what it has answered is true, and nothing is there by half. */
class GracefulShutdownTest {

    private final TestDatabase database = TestDatabase.migratedWithKeys();
    private final JdbcClient jdbc = database.jdbc();

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Test
    void keepsWhatItHasAnsweredAndWholeLinesOfAnUploadThatWasCutOff() throws Exception {
        int port = WaveWithWorkers.freePort();
        Set<String> answered = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        ExecutorService clients = Executors.newCachedThreadPool();
        try (ForkedProgram server = ForkedProgram.start(
                        database,
                        "serve",
                        "--server.port=" + port,
                        "--spring.lifecycle.timeout-per-shutdown-phase=2s",
                        "--account-import.sample.enabled=false");
                Socket upload = connected(port)) {
            Future<?> uploading = clients.submit(() -> upload(upload));
            for (int i = 0; i < 4; i++) {
                clients.execute(() -> scheduleUntilItEnds(port, next, answered));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> answered.size() > 50
                            && count("SELECT count(*) FROM import_process p JOIN wave w"
                                            + " ON w.id = p.wave_id WHERE w.name = 'cut-off'")
                                    > 0);
            server.terminate();
            server.exitCode();
            uploading.get();
        } finally {
            clients.shutdownNow();
        }
        assertThat(jdbc.sql("""
                SELECT external_account_number
                  FROM import_process JOIN import_payload ON process_id = id AND version = payload_version
                """).query(String.class).list()).containsAll(answered);
        assertThat(count("SELECT count(*) FROM import_process WHERE external_account_number LIKE 'U-%'"))
                .isPositive()
                .isEqualTo(count("""
                        SELECT count(*)
                          FROM import_process JOIN import_payload ON process_id = id AND version = payload_version
                         WHERE external_account_number LIKE 'U-%'
                           AND convert_from(body, 'UTF8') IS JSON OBJECT
                           AND convert_from(body, 'UTF8')::json ->> 'external_account_number' = external_account_number
                        """));
        assertThat(count("SELECT count(*) FROM import_event")).isEqualTo(count("SELECT count(*) FROM import_process"));
    }

    private static Socket connected(int port) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> new Calls(port).get("/actuator/health/readiness").statusCode() == 200);
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void scheduleUntilItEnds(int port, AtomicInteger next, Set<String> answered) {
        Calls calls = new Calls(port);
        try {
            while (true) {
                String number = "S-" + next.incrementAndGet();
                if (calls.post(Calls.SCHEDULE, "{\"payload\":" + TestPayloads.valid(number) + "}")
                                .statusCode()
                        == 201) {
                    answered.add(number);
                }
            }
        } catch (UncheckedIOException e) {
            assertThat(e).isNotNull(); // the server has ended
        }
    }

    /** Sends lines for as long as anybody takes them. */
    private static void upload(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            String start = """
                    POST /v2/data-import/waves/NORLYS/cut-off/accounts/ HTTP/1.1
                    Host: here
                    Content-Type: application/x-ndjson
                    Content-Length: 9999999999

                    """;
            out.write(Calls.withKey(start.replace("\n", "\r\n"), TestKeys.API).getBytes(UTF_8));
            for (int i = 0; ; i++) {
                out.write((TestPayloads.valid("U-" + i) + "\n").getBytes(UTF_8));
            }
        } catch (IOException e) {
            assertThat(e).isNotNull(); // the server has closed the connection
        }
    }
}
