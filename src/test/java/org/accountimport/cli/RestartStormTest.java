package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.SlowAccounts;
import org.accountimport.TestPayloads;
import org.accountimport.api.Calls;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three servers on one database, all asked without end to restart a run, while the one that executes it is killed. */
class RestartStormTest {

    private static final int SERVERS = 3;
    private static final int CLIENTS_PER_SERVER = 4;
    private static final int ACCOUNTS = 400;
    private static final String WAVE = "/v2/data-import/waves/NORLYS/storm/";
    private static final String RUNS = "/v2/data-import/job-executions/";

    private final TestDatabase database = TestDatabase.migratedWithKeys();
    private final JdbcClient jdbc = database.jdbc();
    private final List<ForkedProgram> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(SERVERS * CLIENTS_PER_SERVER);

    @AfterEach
    void endAll() {
        clients.shutdownNow();
        servers.forEach(ForkedProgram::close);
    }

    private void startServers() throws IOException {
        for (int i = 0; i < SERVERS; i++) {
            ports.add(WaveWithWorkers.freePort());
            servers.add(ForkedProgram.start(
                    database,
                    "serve",
                    "--server.port=" + ports.get(i),
                    "--account-import.job.chunk-size=10",
                    "--account-import.job.threads=1",
                    "--account-import.job.lease.validity=3s",
                    "--account-import.job.lease.renewal=500ms",
                    // The storm is to find the dead run, not the server's own watch.
                    "--account-import.job.lease.recovery=1h",
                    "--account-import.jobs.directory=target/no-jobs",
                    "--account-import.sample.enabled=false"));
        }
        ports.forEach(this::awaitReady);
    }

    private void awaitReady(int port) {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> new Calls(port).get("/actuator/health/readiness").statusCode() == 200);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static void load(Calls calls, String wave, String prefix, int accounts) {
        String lines = IntStream.range(0, accounts)
                .mapToObj(i -> TestPayloads.valid(prefix + i))
                .collect(Collectors.joining("\n"));
        assertThat(calls.post(wave + "accounts/", lines.getBytes(UTF_8), "Content-Type", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(200);
    }

    private long launch(Calls calls, String wave) {
        HttpResponse<String> answer = calls.post(wave + "job-executions/", "{\"job\":\"import\"}");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return count("SELECT max(job_execution_id) FROM batch_job_execution");
    }

    /** Asks for a restart of the newest run again and again; keeps every answer. A server that is gone ends it. */
    private void storm(int port, AtomicBoolean over, Queue<HttpResponse<String>> answers) {
        Calls calls = new Calls(port);
        try {
            while (!over.get()) {
                long newest = count("SELECT max(job_execution_id) FROM batch_job_execution");
                answers.add(calls.post(RUNS + newest + "/restart/", ""));
            }
        } catch (UncheckedIOException e) {
            await("only the killed server is gone")
                    .until(() -> !servers.get(ports.indexOf(port)).isAlive());
        }
    }

    @Test
    void continuesTheRunOnceOnOneOfTheOthers() throws Exception {
        startServers();
        Calls first = new Calls(ports.get(0));
        load(first, WAVE, "STORM-", ACCOUNTS);
        SlowAccounts.make(jdbc);
        long killed = launch(first, WAVE);
        await().until(() -> count("SELECT count(*) FROM account") >= 20);

        AtomicBoolean over = new AtomicBoolean();
        Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
        List<Future<?>> storms = new ArrayList<>();
        for (int i = 0; i < CLIENTS_PER_SERVER; i++) {
            ports.forEach(port -> storms.add(clients.submit(() -> storm(port, over, answers))));
        }
        await().until(() -> answers.size() > SERVERS * CLIENTS_PER_SERVER);
        servers.get(0).kill();
        await().atMost(Duration.ofSeconds(60)).until(() -> count("""
                        SELECT count(*) FROM batch_job_execution WHERE status = 'COMPLETED'
                        """) > 0);
        over.set(true);
        for (Future<?> storm : storms) {
            storm.get(30, TimeUnit.SECONDS);
        }

        assertThat(answers).filteredOn(answer -> answer.statusCode() < 300).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() >= 300).allSatisfy(refusal -> {
            assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(409);
            assertThat(refusal.body()).containsAnyOf("is under way", "already", "has completed");
        });
        assertThat(jdbc.sql("SELECT job_execution_id, status FROM batch_job_execution")
                        .query((row, number) -> Map.entry(row.getLong(1), row.getString(2)))
                        .list())
                .containsExactlyInAnyOrder(Map.entry(killed, "FAILED"), Map.entry(killed + 1, "COMPLETED"));
        assertEveryAccountExactlyOnce();
        assertHealthy();
    }

    private void assertEveryAccountExactlyOnce() {
        assertThat(count("SELECT count(*) FROM import_process WHERE status = 'PROCESSED'"))
                .isEqualTo(ACCOUNTS);
        assertThat(count("SELECT count(*) FROM account")).isEqualTo(ACCOUNTS);
        assertThat(count("SELECT count(DISTINCT external_account_number) FROM account"))
                .isEqualTo(ACCOUNTS);
        assertThat(count("SELECT sum(succeeded + errored) FROM wave_run_partition"))
                .isEqualTo(ACCOUNTS);
        assertThat(count("SELECT count(*) FROM import_event WHERE event LIKE '%PROCESSED'"))
                .isEqualTo(ACCOUNTS);
    }

    /** The servers that are left import another wave, each its own. */
    private void assertHealthy() {
        for (int port : ports.subList(1, SERVERS)) {
            awaitReady(port);
            String wave = "/v2/data-import/waves/NORLYS/after-" + port + "/";
            Calls calls = new Calls(port);
            load(calls, wave, "AFTER-" + port + "-", 1);
            launch(calls, wave);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> calls.status("NORLYS", "AFTER-" + port + "-0")
                            .body()
                            .contains("\"PROCESSED\""));
        }
    }
}
