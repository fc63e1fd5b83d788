package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.SlowAccounts;
import org.accountimport.TestPayloads;
import org.accountimport.database.TestDatabase;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.WaveName;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What tests with worker processes share: a database in which every chunk takes a moment, lines to it and to the broker that
 * can be cut, waves of {@value #ACCOUNTS} accounts, and what has to be true at the end.
 */
final class WaveWithWorkers implements AutoCloseable {

    static final int ACCOUNTS = 300;
    private static final int WRONG_EVERY = 50;
    private static final long WRONG = ACCOUNTS / WRONG_EVERY;

    /** Workers reach it directly. */
    final TestDatabase database = TestDatabase.migrated();

    final JdbcClient jdbc = database.jdbc();
    final int brokerPort = freePort();
    final CuttableLine brokerLine = CuttableLine.to(brokerPort);
    final CuttableLine databaseLine;

    WaveWithWorkers() throws IOException {
        int port = Integer.parseInt(database.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
        databaseLine = CuttableLine.to(port);
        SlowAccounts.make(jdbc);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The same database over the line that can be cut. */
    TestDatabase databaseOverTheLine() {
        return new TestDatabase(
                database.jdbcUrl().replaceFirst(":\\d+/", ":" + databaseLine.port() + "/"),
                database.username(),
                database.password());
    }

    List<String> serverSettings(int threads) {
        return List.of(
                "--account-import.workers.broker=embedded",
                "--account-import.workers.port=" + brokerPort,
                "--account-import.workers.silence=2s",
                "--account-import.workers.threads=" + threads,
                "--account-import.workers.user=workers",
                "--account-import.workers.password=for tests only",
                "--account-import.job.worker=server",
                "--account-import.job.chunk-size=5");
    }

    /** Starts a worker that executes one partition at a time; it comes when it comes. */
    ForkedProgram startWorker(String name) throws IOException {
        return ForkedProgram.start(
                databaseOverTheLine(),
                "worker",
                "--broker=tcp://127.0.0.1:" + brokerLine.port(),
                "--threads=1",
                "--account-import.workers.user=workers",
                "--account-import.workers.password=for tests only",
                "--account-import.workers.silence=2s",
                "--account-import.job.worker=" + name,
                "--spring.datasource.hikari.connection-init-sql="
                        + "SET TIME ZONE 'UTC'; SET idle_in_transaction_session_timeout = '4s'");
    }

    void load(Intake intake, WaveName wave) throws Exception {
        String payloads = IntStream.range(0, ACCOUNTS)
                .mapToObj(number -> number % WRONG_EVERY == 0
                        ? TestPayloads.wrong(wave.name() + "-" + number)
                        : TestPayloads.valid(wave.name() + "-" + number))
                .collect(Collectors.joining("\n"));
        intake.load(wave, new ByteArrayInputStream(payloads.getBytes(UTF_8)), "test", progress -> {});
    }

    /** Waits until a worker has committed a chunk of a partition of this run, and goes on with the next one. */
    void awaitInMidPartition(long run, String worker) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("""
                        SELECT EXISTS (SELECT
                                         FROM wave_run_partition partition
                                         JOIN batch_step_execution step USING (step_execution_id)
                                        WHERE partition.job_execution_id = :run
                                          AND partition.worker = :worker
                                          AND partition.succeeded > 0
                                          AND step.status = 'STARTED')
                        """)
                        .param("run", run)
                        .param("worker", worker)
                        .query(Boolean.class)
                        .single());
    }

    /** Waits until a partition that one process began has gone to another. */
    void awaitTakeover(long run) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("""
                        SELECT count(*) FROM wave_run_partition WHERE job_execution_id = %d AND attempt > 1
                        """.formatted(run)) > 0);
    }

    /** Waits for the end and returns Batch's status. */
    String awaitEnd(long run) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(90))
                .until(() -> count("""
                        SELECT count(*)
                          FROM batch_job_execution
                         WHERE job_execution_id = %1$d
                           AND end_time IS NOT NULL
                           AND NOT EXISTS (SELECT FROM wave_lease WHERE job_execution_id = %1$d)
                        """.formatted(run)) == 1);
        return jdbc.sql("SELECT status FROM batch_job_execution WHERE job_execution_id = :run")
                .param("run", run)
                .query(String.class)
                .single();
    }

    void assertEveryAccountExactlyOnce(WaveName wave) {
        assertThat(jdbc
                        .sql("""
                                SELECT process.status, count(*) AS processes, count(DISTINCT account.id) AS accounts
                                  FROM import_process process
                                  JOIN wave ON wave.id = process.wave_id AND wave.name = :wave
                                  LEFT JOIN account ON account.import_process_id = process.id
                                 GROUP BY process.status
                                """)
                        .param("wave", wave.name())
                        .query((row, number) -> Map.entry(
                                row.getString("status"), List.of(row.getLong("processes"), row.getLong("accounts"))))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .isEqualTo(Map.of(
                        "PROCESSED", List.of(ACCOUNTS - WRONG, ACCOUNTS - WRONG), "ERRORED", List.of(WRONG, 0L)));
        assertThat(count("""
                SELECT sum(succeeded + errored)
                  FROM wave_run_partition
                  JOIN wave_run USING (job_execution_id)
                  JOIN wave ON wave.id = wave_run.wave_id
                 WHERE wave.name = '%s'
                """.formatted(wave.name()))).isEqualTo(ACCOUNTS);
    }

    long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Override
    public void close() throws IOException {
        brokerLine.close();
        databaseLine.close();
    }
}
