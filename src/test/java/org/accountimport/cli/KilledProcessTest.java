package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.accountimport.database.TestDatabase;
import org.accountimport.generator.GeneratorSettings;
import org.accountimport.generator.WaveGenerator;
import org.accountimport.generator.WaveSummary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An import whose process is ended in the middle: every valid account exactly once, none lost. */
class KilledProcessTest {

    private static final String WAVE = "NORLYS/killed";

    @SuppressWarnings("NullAway.Init")
    private static CommandsInARow commands;

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = database.jdbc();
    private long rightAccounts;
    private long wrongAccounts;

    @TempDir
    Path directory;

    @BeforeAll
    static void startCommands(@TempDir Path kept) throws IOException {
        commands = CommandsInARow.startIn(kept);
    }

    @AfterAll
    static void endCommands() {
        commands.close();
    }

    private void loadAWave(int accounts) throws IOException {
        Path wave = directory.resolve("wave.ndjson");
        WaveSummary summary = new WaveGenerator(GeneratorSettings.of(11, accounts, LocalDate.of(2026, 11, 23))
                        .withWrongShare(0.02))
                .write(wave, written -> {});
        wrongAccounts = summary.wrongAccounts();
        rightAccounts = summary.accounts() - wrongAccounts;
        assertThat(run("load", WAVE, wave.toString())).isEqualTo(ExitCode.DONE);
    }

    /** In a process beside those that are ended. */
    private int run(String... arguments) throws IOException {
        return commands.run(database, arguments[0], arguments);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private void awaitImported(long accounts) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("SELECT count(*) FROM account") >= accounts);
    }

    private Map<String, Long> statuses() {
        return jdbc
                .sql("SELECT status, count(*) AS accounts FROM import_process GROUP BY status")
                .query((row, number) -> Map.entry(row.getString("status"), row.getLong("accounts")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void assertEveryAccountExactlyOnce() {
        assertThat(statuses()).isEqualTo(Map.of("PROCESSED", rightAccounts, "ERRORED", wrongAccounts));
        assertThat(count("SELECT count(*) FROM account")).isEqualTo(rightAccounts);
        assertThat(count("SELECT count(DISTINCT import_process_id) FROM account"))
                .isEqualTo(rightAccounts);
        assertThat(count("""
                SELECT count(*) FROM import_process p JOIN account a ON a.import_process_id = p.id
                 WHERE a.account_number = p.account_number AND a.external_account_number = p.external_account_number
                """)).isEqualTo(rightAccounts);
        assertThat(count("SELECT count(*) FROM import_event WHERE event LIKE '%PROCESSED' OR event LIKE '%ERRORED'"))
                .isEqualTo(rightAccounts + wrongAccounts);
        assertThat(count("SELECT sum(succeeded + errored) FROM wave_run_partition"))
                .isEqualTo(rightAccounts + wrongAccounts);
    }

    @Test
    void byKillNineIsContinuedByARestart() throws IOException, InterruptedException {
        loadAWave(10_000);
        try (ForkedProgram program = ForkedProgram.start(database, "import", WAVE)) {
            awaitImported(2_000);
            program.kill();
        }
        long imported = count("SELECT count(*) FROM account");
        assertThat(imported).isBetween(2_000L, rightAccounts - 1);
        assertThat(count("SELECT count(*) FROM batch_job_execution WHERE status = 'STARTED'"))
                .isEqualTo(1);

        assertThat(run("restart", "1")).isEqualTo(ExitCode.WITH_ERRORS);

        assertEveryAccountExactlyOnce();
        assertThat(jdbc.sql("SELECT stop_reason FROM wave_run WHERE job_execution_id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("crashed");
    }

    @Test
    void byKillNineIsContinuedByTheNextLaunch() throws IOException, InterruptedException {
        loadAWave(6_000);
        try (ForkedProgram program = ForkedProgram.start(database, "import", WAVE)) {
            awaitImported(1_000);
            program.kill();
        }
        assertThat(run("import", WAVE)).isEqualTo(ExitCode.WITH_ERRORS);
        assertEveryAccountExactlyOnce();
        assertThat(jdbc.sql("SELECT status FROM batch_job_execution WHERE job_execution_id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED");
    }

    @Test
    void bySigtermStopsBetweenChunksAndIsContinuedByARestart() throws IOException, InterruptedException {
        loadAWave(6_000);
        try (ForkedProgram program = ForkedProgram.start(database, "import", WAVE)) {
            awaitImported(1_000);
            program.terminate();
            program.exitCode();
        }
        assertThat(jdbc.sql("SELECT status FROM batch_job_execution WHERE job_execution_id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("STOPPED");
        assertThat(jdbc.sql("SELECT stop_reason FROM wave_run WHERE job_execution_id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("shutdown");
        assertThat(run("restart", "1")).isEqualTo(ExitCode.WITH_ERRORS);
        assertEveryAccountExactlyOnce();
    }

    @Test
    void afterItWasToldToStopIsContinuedByARestart() throws IOException, InterruptedException, SQLException {
        loadAWave(6_000);
        try (ForkedProgram program = ForkedProgram.start(database, "import", WAVE);
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            awaitImported(1_000);
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE account_ledger IN EXCLUSIVE MODE");
            assertThat(run("stop", "1")).isEqualTo(ExitCode.DONE);
            program.kill();
            connection.rollback();
        }
        assertThat(count("SELECT count(*) FROM batch_job_execution WHERE status = 'STOPPED'"))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM batch_step_execution WHERE status = 'STARTED'"))
                .isPositive();
        assertThat(run("restart", "1")).isEqualTo(ExitCode.WITH_ERRORS);
        assertEveryAccountExactlyOnce();
    }

    @Test
    void twiceLosesNothing() throws IOException, InterruptedException {
        loadAWave(6_000);
        for (int kill = 1; kill <= 2; kill++) {
            try (ForkedProgram program = kill == 1
                    ? ForkedProgram.start(database, "import", WAVE)
                    : ForkedProgram.start(database, "restart", "1")) {
                awaitImported(kill * 1_500L);
                program.kill();
            }
        }
        assertThat(run("restart", "2")).isEqualTo(ExitCode.WITH_ERRORS);
        assertEveryAccountExactlyOnce();
    }
}
