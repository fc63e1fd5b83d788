package org.accountimport.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.generator.GeneratorSettings;
import org.accountimport.generator.WaveGenerator;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.security.TestKeys;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Times every page over a wave of 100,000 accounts of which 10,000 are wrong, the answer read to its end, and counts the rows
 * that PostgreSQL reads without an index meanwhile. As in an installation that is in use, the wave is one among several: of
 * a table that holds little else, PostgreSQL rightly reads all. By hand only: {@code bench/console}. The number of accounts:
 * {@code -Dbench.accounts=100000}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithTestDatabase
@Import(TestRuns.class)
class ConsoleBenchmark {

    private static final long ACCOUNTS = Long.getLong("bench.accounts", 100_000);
    private static final double WRONG_SHARE = 0.1;
    private static final int WARM_UPS = 5;
    private static final int TIMES = 31;
    private static final double LONGEST_MEDIAN_MILLIS = 300;
    /** Waves like the one that is measured, beside it. */
    private static final int WAVES_BESIDE = 4;
    /** Between the ids of an account and of its copy in the next wave. */
    private static final long IDS_APART = 10_000_000;

    private static final WaveName DRY_RUN = new WaveName("NORLYS", "2026-W48");
    private static final WaveName IMPORTED = new WaveName("NORLYS", "2026-W47");

    @LocalServerPort
    int port;

    @Autowired
    Intake intake;

    @Autowired
    TestRuns runs;

    @Autowired
    RunLauncher launcher;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyPageAnswersWithin300MillisecondsAtTheMedian() throws Exception {
        load(IMPORTED, 1, ACCOUNTS / 10);
        runs.dryRun(IMPORTED);
        runs.importWave(IMPORTED);
        load(DRY_RUN, ACCOUNTS + 1, ACCOUNTS);
        runs.dryRun(DRY_RUN);
        long run = runs.dryRun(DRY_RUN).jobExecutionId();
        for (int i = 1; i <= WAVES_BESIDE; i++) {
            copy(DRY_RUN, new WaveName("NORLYS", DRY_RUN.name() + "-" + i), i * IDS_APART);
        }
        jdbc.sql("VACUUM ANALYZE").update();

        Map<String, Double> medians = new LinkedHashMap<>();
        System.out.printf("%n%-46s %9s %9s %9s%n", "page of " + ACCOUNTS + " accounts", "median ms", "p95 ms", "bytes");
        Map<String, Map<String, Long>> scanned = new LinkedHashMap<>();
        for (Map.Entry<String, String> page : pages(DRY_RUN, run).entrySet()) {
            Map<String, Long> before = rowsReadWithoutAnIndex();
            medians.put(page.getKey(), time(page.getKey(), page.getValue()));
            Map<String, Long> after = rowsReadWithoutAnIndex();
            after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
            after.values().removeIf(rows -> rows == 0);
            scanned.put(page.getKey(), after);
        }
        long live = launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, DRY_RUN, false, "bench"));
        time("progress while a run is under way", wave(DRY_RUN) + "/progress", 3);
        runs.ended(live);
        System.out.printf("%nrows of large tables read without an index%n");
        scanned.forEach((page, tables) -> System.out.printf("%-46s %s%n", page, tables.isEmpty() ? "none" : tables));
        assertThat(scanned)
                .allSatisfy((page, tables) -> assertThat(tables)
                        .as(page + ": rows read without an index")
                        .isEmpty());
        assertThat(medians)
                .allSatisfy((page, median) -> assertThat(median).as(page).isLessThan(LONGEST_MEDIAN_MILLIS));
    }

    /** By table, of those that grow with the accounts. PostgreSQL tells it a second after a connection has come to rest. */
    private Map<String, Long> rowsReadWithoutAnIndex() throws InterruptedException {
        Thread.sleep(1_500);
        Map<String, Long> rows = new TreeMap<>();
        jdbc.sql("""
                SELECT relname, seq_tup_read
                  FROM pg_stat_user_tables
                 WHERE n_live_tup > 5000
                """).query(row -> {
            rows.put(row.getString("relname"), row.getLong("seq_tup_read"));
        });
        return rows;
    }

    /** Other accounts with the same statuses and the same errors: all that the pages of many waves look at. */
    private void copy(WaveName wave, WaveName other, long shift) {
        long from = waveId(wave);
        long to = jdbc.sql("INSERT INTO wave (import_supplier, name) VALUES (:supplier, :name) RETURNING id")
                .param("supplier", other.importSupplier())
                .param("name", other.name())
                .query(Long.class)
                .single();
        jdbc.sql("""
                INSERT INTO import_process (id, wave_id, import_supplier, external_account_number, status, payload_version,
                                            error_code, error_detail)
                SELECT id + :shift, :to, import_supplier, external_account_number || '-' || :to, status, payload_version,
                       error_code, error_detail
                  FROM import_process
                 WHERE wave_id = :from
                 ORDER BY id
                """).param("shift", shift).param("from", from).param("to", to).update();
        jdbc.sql("""
                INSERT INTO import_violation (process_id, position, attr, code, detail)
                SELECT process_id + :shift, position, attr, violation.code, violation.detail
                  FROM import_violation violation
                  JOIN import_process process ON process.id = process_id
                 WHERE wave_id = :from
                 ORDER BY process_id, position
                """).param("shift", shift).param("from", from).update();
    }

    private long waveId(WaveName wave) {
        return jdbc.sql("SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name")
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(Long.class)
                .single();
    }

    private Map<String, String> pages(WaveName name, long run) {
        String number =
                jdbc.sql("""
                SELECT external_account_number
                  FROM import_process
                 WHERE status = 'DRY_RUN_ERRORED'
                   AND wave_id = :wave
                 ORDER BY id DESC
                 LIMIT 1
                """).param("wave", waveId(name)).query(String.class).single();
        String accountNumber = jdbc.sql("SELECT max(account_number) FROM account")
                .query(String.class)
                .single();
        long middle = jdbc.sql("SELECT (min(id) + max(id)) / 2 FROM import_process WHERE wave_id = :wave")
                .param("wave", waveId(name))
                .query(Long.class)
                .single();
        Map<String, String> rare = jdbc.sql("""
                SELECT code, attr
                  FROM wave_run_error
                 WHERE job_execution_id = :run
                 ORDER BY position DESC
                 LIMIT 1
                """)
                .param("run", run)
                .query((row, at) -> Map.of(row.getString(1), row.getString(2)))
                .single();
        Map.Entry<String, String> rarest = rare.entrySet().iterator().next();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("waves", "/console/waves");
        pages.put("search by external account number", "/console/waves?q=" + number);
        pages.put("search by account number", "/console/waves?q=" + accountNumber);
        pages.put("wave", wave(name));
        pages.put("wave, progress", wave(name) + "/progress");
        pages.put("wave, errors", wave(name) + "/errors");
        pages.put("wave, imported", wave(IMPORTED));
        pages.put("accounts", wave(name) + "/accounts");
        pages.put("accounts, from the middle", wave(name) + "/accounts?after=" + middle);
        pages.put("accounts, errored", wave(name) + "/accounts?status=DRY_RUN_ERRORED");
        pages.put("accounts, of no one's status", wave(name) + "/accounts?status=ERRORED");
        pages.put("accounts, frequent code", wave(name) + "/accounts?code=invalid");
        pages.put(
                "accounts, rarest code and field",
                wave(name) + "/accounts?code=" + rarest.getKey() + "&attr="
                        + URLEncoder.encode(rarest.getValue(), UTF_8));
        pages.put("account", "/console/accounts/NORLYS/" + number);
        pages.put("run", "/console/runs/" + run);
        pages.put("confirm dry run", wave(name) + "/actions/dry-run");
        pages.put("confirm import", wave(name) + "/actions/import");
        pages.put("confirm rollback", wave(IMPORTED) + "/actions/roll-back");
        pages.put("reconciliation", wave(IMPORTED) + "/reconciliation");
        pages.put("schedules", "/console/schedules");
        return pages;
    }

    private static String wave(WaveName wave) {
        return "/console/waves/" + wave.importSupplier() + "/" + wave.name();
    }

    private double time(String name, String path) throws Exception {
        return time(name, path, TIMES);
    }

    private double time(String name, String path, int times) throws Exception {
        int bytes = 0;
        double[] millis = new double[times];
        for (int i = -WARM_UPS; i < times; i++) {
            long began = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Authorization", "Token " + TestKeys.CONSOLE)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            double took = (System.nanoTime() - began) / 1e6;
            assertThat(answer.statusCode()).as(path).isIn(200, 303);
            bytes = answer.body().length;
            if (i >= 0) {
                millis[i] = took;
            }
        }
        Arrays.sort(millis);
        System.out.printf("%-46s %9.1f %9.1f %9d%n", name, millis[times / 2], millis[(int) (times * 0.95)], bytes);
        return millis[times / 2];
    }

    private void load(WaveName wave, long first, long accounts) throws Exception {
        Path file = Files.createTempFile("console-bench", ".ndjson");
        try {
            write(file, first, accounts);
            try (InputStream payloads = Files.newInputStream(file)) {
                assertThat(intake.load(wave, payloads, "bench", progress -> {}).queued())
                        .isEqualTo(accounts);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, long first, long accounts) throws IOException {
        GeneratorSettings settings = GeneratorSettings.of(2026, accounts, LocalDate.of(2026, 11, 23))
                .withFirst(first)
                .withWrongShare(WRONG_SHARE);
        try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(file))) {
            var unused = new WaveGenerator(settings).write(lines, new StringWriter(), written -> {});
        }
    }
}
