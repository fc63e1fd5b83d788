package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accountimport.TestPayloads;
import org.accountimport.database.TestDatabase;
import org.accountimport.generator.GeneratorSettings;
import org.accountimport.generator.WaveGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole fictitious migration of 5,000 accounts in two waves, by the commands that a migration engineer would type: dry-run,
 * mend, dry-run to green, import in a window that closes half-way, continue, die, continue, reconcile, sign off, roll back.
 */
class MigrationAcceptanceTest {

    private static final String FIRST = "NORLYS/wave-1";
    private static final String SECOND = "NORLYS/wave-2";
    private static final int ACCOUNTS = 2_500;
    private static final JsonMapper JSON = new JsonMapper();

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = database.jdbc();

    @TempDir
    Path directory;

    private int execute(String... arguments) {
        return AccountImportCommand.execute(Stream.concat(
                        Arrays.stream(arguments),
                        Arrays.stream(database.asProperties()).map(property -> "--" + property))
                .toArray(String[]::new));
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private String printed(String... arguments) {
        PrintStream terminal = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            execute(arguments);
        } finally {
            System.setOut(terminal);
        }
        return printed.toString(UTF_8);
    }

    /** Generates a wave; returns what is wrong with it: account, field and code. */
    private Set<String> generate(Path file, int seed, int firstNumber) throws IOException {
        Set<String> wrong = new TreeSet<>();
        GeneratorSettings settings = new GeneratorSettings(
                "NORLYS", seed, ACCOUNTS, 0.04, "MIG-", firstNumber, LocalDate.now(ZoneId.of("Europe/Copenhagen")), 0);
        new WaveGenerator(settings).write(file, written -> {});
        JsonNode manifest = JSON.readTree(Files.readString(WaveGenerator.manifestOf(file)));
        for (JsonNode account : manifest.path("wrong")) {
            for (JsonNode violation : account.path("violations")) {
                wrong.add(account.path("external_account_number").asString() + " "
                        + violation.path("attr").asString() + " "
                        + violation.path("code").asString());
            }
        }
        return wrong;
    }

    private Set<String> errors(String wave) {
        return printed("errors", wave, "--format", "ndjson")
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JSON::readTree)
                .map(error -> error.path("external_account_number").asString() + " "
                        + error.path("attr").asString() + " "
                        + error.path("code").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Mends what is wrong as its sender would: the same accounts, with payloads that are right. */
    private void mend(String wave) throws IOException {
        Path failed = directory.resolve("failed.ndjson");
        assertThat(execute("failed-payloads", wave, "-o", failed.toString())).isEqualTo(ExitCode.DONE);
        List<String> mended = new ArrayList<>();
        for (String line : Files.readAllLines(failed)) {
            JsonNode payload = JSON.readTree(line);
            JsonNode account = payload.has("payload") ? payload.path("payload") : payload;
            mended.add(
                    TestPayloads.edited(account.path("external_account_number").asString(), right -> {
                        right.remove("references");
                    }));
        }
        Files.write(failed, mended);
        assertThat(execute("load", wave, failed.toString())).isEqualTo(ExitCode.DONE);
    }

    private interface Meanwhile {
        void happens() throws IOException, InterruptedException;
    }

    /** Lets an import get so far and no farther while something happens. */
    private void whenImported(long accounts, Meanwhile meanwhile)
            throws IOException, InterruptedException, SQLException {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("SELECT count(*) FROM account") >= accounts);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE account_ledger IN EXCLUSIVE MODE");
            assertThat(count("SELECT count(*) FROM account")).isLessThan(ACCOUNTS);
            meanwhile.happens();
            connection.rollback();
        }
    }

    @Test
    void bringsEveryAccountOverExactlyOnce() throws Exception {
        Path firstFile = directory.resolve("first.ndjson");
        Path secondFile = directory.resolve("second.ndjson");
        Set<String> wrongInFirst = generate(firstFile, 5, 1);
        Set<String> wrongInSecond = generate(secondFile, 6, ACCOUNTS + 1);

        assertThat(execute("load", FIRST, firstFile.toString())).isEqualTo(ExitCode.DONE);
        assertThat(execute("load", SECOND, secondFile.toString())).isEqualTo(ExitCode.DONE);
        assertThat(count("SELECT count(*) FROM import_process")).isEqualTo(2 * ACCOUNTS);

        assertThat(execute("dry-run", FIRST)).isEqualTo(ExitCode.WITH_ERRORS);
        assertThat(execute("dry-run", SECOND)).isEqualTo(ExitCode.WITH_ERRORS);
        assertThat(errors(FIRST)).isEqualTo(wrongInFirst);
        assertThat(errors(SECOND)).isEqualTo(wrongInSecond);

        mend(FIRST);
        mend(SECOND);
        assertThat(execute("dry-run", FIRST)).isEqualTo(ExitCode.DONE);
        long began = System.nanoTime();
        assertThat(execute("dry-run", SECOND)).isEqualTo(ExitCode.DONE);

        importUntilTheWindowCloses(Duration.ofNanos(System.nanoTime() - began));
        dieInTheMiddle();
        assertThat(execute("import", FIRST)).isEqualTo(ExitCode.DONE);
        assertImportedExactlyOnce(FIRST);

        assertThat(execute("reconcile", FIRST)).isEqualTo(ExitCode.DONE);
        long reconciliation = count("SELECT max(id) FROM reconciliation");
        assertThat(execute("sign-off", FIRST, Long.toString(reconciliation), "--by", "M. Jensen"))
                .isEqualTo(ExitCode.DONE);

        assertThat(execute("import", SECOND)).isEqualTo(ExitCode.DONE);
        assertImportedExactlyOnce(SECOND);
        assertThat(execute("rollback", SECOND, "--confirm")).isEqualTo(ExitCode.DONE);
        assertThat(count("SELECT count(*) FROM account")).isEqualTo(ACCOUNTS);
        assertThat(count("SELECT count(*) FROM import_process WHERE status = 'PENDING'"))
                .isEqualTo(ACCOUNTS);
        assertImportedExactlyOnce(FIRST);
        assertThat(execute("reconcile", FIRST)).isEqualTo(ExitCode.DONE);
        assertThat(execute("reconcile", SECOND)).isEqualTo(ExitCode.DONE);
    }

    /** @param dryRun how long this machine took for a dry run just now: the window leaves it the time to start and get half-way */
    private void importUntilTheWindowCloses(Duration dryRun) throws Exception {
        OffsetDateTime end =
                OffsetDateTime.now(ZoneId.systemDefault()).plusSeconds(8).plus(dryRun.multipliedBy(2));
        try (ForkedProgram night = ForkedProgram.start(
                database, "import", FIRST, "--until", end.toString(), "--chunk-size", "50", "--threads", "1")) {
            whenImported(500, () -> {
                assertThat(OffsetDateTime.now(ZoneId.systemDefault())).isBefore(end);
                assertThat(execute("import", FIRST)).isEqualTo(ExitCode.ALREADY_RUNNING);
                await().atMost(Duration.ofMinutes(3)).until(() -> Instant.now().isAfter(end.toInstant()));
            });
            assertThat(night.exitCode()).isEqualTo(ExitCode.STOPPED);
        }
        assertThat(stopReasonOfNewestRun()).isEqualTo("window_closed");
        assertThat(count("SELECT count(*) FROM account")).isBetween(500L, ACCOUNTS - 1L);
    }

    private void dieInTheMiddle() throws Exception {
        long stopped = count("SELECT max(job_execution_id) FROM batch_job_execution");
        long imported = count("SELECT count(*) FROM account");
        try (ForkedProgram night = ForkedProgram.start(database, "restart", Long.toString(stopped))) {
            whenImported(imported + 200, night::kill);
        }
        assertThat(count("SELECT count(*) FROM batch_job_execution WHERE status = 'STARTED'"))
                .isEqualTo(1);
    }

    private String stopReasonOfNewestRun() {
        return jdbc.sql("SELECT stop_reason FROM wave_run ORDER BY job_execution_id DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    private void assertImportedExactlyOnce(String wave) {
        assertThat(jdbc.sql("""
                SELECT count(*)
                  FROM import_process p
                  JOIN wave ON wave.id = p.wave_id
                  JOIN account a ON a.import_process_id = p.id
                 WHERE wave.import_supplier || '/' || wave.name = :wave
                   AND p.status = 'PROCESSED'
                   AND a.account_number = p.account_number
                   AND a.external_account_number = p.external_account_number
                """).param("wave", wave).query(Long.class).single()).isEqualTo(ACCOUNTS);
        assertThat(count("SELECT count(*) - count(DISTINCT external_account_number) FROM account"))
                .isZero();
        assertThat(count("""
                SELECT count(*)
                  FROM (SELECT process_id
                          FROM import_event
                         WHERE event = 'EVENT_ACCOUNT_IMPORT_PROCESS_PROCESSED'
                         GROUP BY process_id
                        HAVING count(*) > 1) AS twice
                """)).isZero();
    }
}
