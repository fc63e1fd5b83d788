package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accountimport.database.TestDatabase;
import org.accountimport.generator.GeneratorSettings;
import org.accountimport.generator.WaveGenerator;
import org.accountimport.generator.WaveSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two processes and one run: what one leaves behind, dead or frozen, the other finishes; every account exactly once. */
class TakenOverRunTest {

    private static final String WAVE = "NORLYS/taken-over";
    private static final int ACCOUNTS = 4_000;

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = database.jdbc();
    private long rightAccounts;
    private long wrongAccounts;

    @TempDir
    Path directory;

    private ForkedProgram start(String... arguments) throws IOException {
        return ForkedProgram.start(
                database,
                Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of(
                                        "--account-import.job.chunk-size=100",
                                        "--account-import.job.lease.validity=900ms",
                                        "--account-import.job.lease.renewal=200ms",
                                        "--account-import.job.lease.recovery=300ms",
                                        "--spring.datasource.hikari.connection-init-sql="
                                                + "SET idle_in_transaction_session_timeout = '2s'"))
                        .toArray(String[]::new));
    }

    private void loadAWave() throws IOException {
        Path wave = directory.resolve("wave.ndjson");
        WaveSummary summary = new WaveGenerator(GeneratorSettings.of(12, ACCOUNTS, LocalDate.of(2026, 11, 23))
                        .withWrongShare(0.02))
                .write(wave, written -> {});
        wrongAccounts = summary.wrongAccounts();
        rightAccounts = summary.accounts() - wrongAccounts;
        String[] load = ForkedProgram.withDatabase(database, "load", WAVE, wave.toString())
                .toArray(String[]::new);
        assertThat(AccountImportCommand.execute(load)).isEqualTo(ExitCode.DONE);
    }

    private void awaitTrue(String sql) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(90))
                .until(() -> jdbc.sql(sql).query(Boolean.class).single());
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private List<String> executions() {
        return jdbc.sql("SELECT status FROM batch_job_execution ORDER BY job_execution_id")
                .query(String.class)
                .list();
    }

    private void assertEveryAccountExactlyOnce() {
        Map<String, Long> statuses = jdbc
                .sql("SELECT status, count(*) AS accounts FROM import_process GROUP BY status")
                .query((row, number) -> Map.entry(row.getString("status"), row.getLong("accounts")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(statuses).isEqualTo(Map.of("PROCESSED", rightAccounts, "ERRORED", wrongAccounts));
        assertThat(count("SELECT count(*) FROM account")).isEqualTo(rightAccounts);
        assertThat(count("SELECT count(DISTINCT import_process_id) FROM account"))
                .isEqualTo(rightAccounts);
        assertThat(count("SELECT count(*) FROM import_event WHERE event LIKE '%PROCESSED' OR event LIKE '%ERRORED'"))
                .isEqualTo(rightAccounts + wrongAccounts);
        assertThat(count("SELECT sum(succeeded + errored) FROM wave_run_partition"))
                .isEqualTo(rightAccounts + wrongAccounts);
        assertThat(count("SELECT differences FROM reconciliation ORDER BY id DESC LIMIT 1"))
                .isZero();
    }

    @Test
    void aFrozenProcessThatGoesOnWhileAnotherFinishesItsRunDoesNoHarm() throws IOException, InterruptedException {
        loadAWave();
        try (ForkedProgram frozen = start("import", WAVE)) {
            awaitTrue("SELECT count(*) >= 1000 FROM account");
            frozen.freeze();
            awaitTrue("SELECT expires_at < now() FROM wave_lease");
            try (ForkedProgram other = start("restart", "1")) {
                awaitTrue("SELECT count(*) > 0 FROM import_process WHERE decided_by = 2");
                frozen.thaw();
                assertThat(other.exitCode()).isEqualTo(ExitCode.WITH_ERRORS);
            }
            assertThat(frozen.exitCode()).isEqualTo(ExitCode.FAILED);
        }

        assertThat(executions()).containsExactly("FAILED", "COMPLETED");
        assertThat(jdbc.sql("SELECT stop_reason FROM wave_run WHERE job_execution_id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("crashed");
        assertThat(count("SELECT count(*) FROM batch_step_execution WHERE status NOT IN ('COMPLETED', 'FAILED')"))
                .isZero();
        assertEveryAccountExactlyOnce();
    }

    private ForkedProgram server(String name, String... definition) throws IOException {
        Path jobs = Files.createDirectory(directory.resolve(name));
        for (String file : definition) {
            Files.writeString(jobs.resolve("import.yml"), file);
        }
        return start("serve", "--server.port=0", "--account-import.jobs.directory=" + jobs);
    }

    @Test
    void aServerFinishesByItselfWhatAnotherLeftWhenItWasKilled() throws IOException, InterruptedException {
        loadAWave();
        try (ForkedProgram killed = server("killed", """
                        name: at-once
                        job: import
                        supplier: '*'
                        wave: '*'
                        cron: '* * * * * *'
                        """);
                ForkedProgram other = server("other")) {
            awaitTrue("SELECT count(*) >= 500 FROM account");
            killed.kill();
            assertThat(executions()).containsExactly("STARTED");
            awaitTrue("SELECT EXISTS (SELECT FROM batch_job_execution WHERE status = 'COMPLETED')");
            assertThat(other.isAlive()).isTrue();
        }
        assertThat(executions()).containsExactly("FAILED", "COMPLETED");
        assertThat(jdbc.sql("SELECT launched_by FROM wave_run ORDER BY job_execution_id")
                        .query(String.class)
                        .list())
                .containsExactly("schedule at-once", "recovery");
        assertEveryAccountExactlyOnce();
    }
}
