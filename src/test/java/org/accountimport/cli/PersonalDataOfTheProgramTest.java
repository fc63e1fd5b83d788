package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accountimport.Canaries;
import org.accountimport.api.Calls;
import org.accountimport.database.OwnServer;
import org.accountimport.database.TestDatabase;
import org.accountimport.security.Role;
import org.accountimport.security.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Personal data is written where docs/privacy.md says and nowhere else, by the program as people run it: commands, a server and a
 * worker, in processes of their own. All that they leave behind is searched: output, logs, files and their names, tables, metrics,
 * threads, the log of PostgreSQL.
 */
class PersonalDataOfTheProgramTest {

    private static final String WAVE = "NORLYS/people";
    private static final String PEOPLE = "/v2/data-import/waves/NORLYS/people/";
    private static final String CALLERS = "/v2/data-import/waves/NORLYS/callers/";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** What these print is what somebody has asked to see. */
    private static final Set<String> ASKED_FOR = Set.of("status.out", "errors.out", "failed-payloads.out");

    private final TestDatabase database = OwnServer.migratedWithKeys();
    private final JdbcClient jdbc = database.jdbc();
    private final List<ForkedProgram> programs = new ArrayList<>();

    @TempDir
    Path input;

    @TempDir
    Path directory;

    @AfterEach
    void endAll() {
        programs.forEach(ForkedProgram::close);
        OwnServer.remove();
    }

    private ForkedProgram start(String name, String... arguments) throws IOException {
        ForkedProgram program = ForkedProgram.startIn(
                directory,
                name,
                Map.of(),
                ForkedProgram.withDatabase(database, arguments).toArray(String[]::new));
        programs.add(program);
        return program;
    }

    private Path people() throws IOException {
        List<String> lines = new ArrayList<>(IntStream.range(0, 12)
                .mapToObj(i -> i % 3 == 0 ? Canaries.wrongPerson("P-" + i) : Canaries.person("P-" + i))
                .toList());
        lines.add(Canaries.personWithOddFields("P-12"));
        lines.add("Kanarine Kanarisen, Kanarievej 7, 1931-07-19, +4520123457");
        return Files.write(input.resolve("people.ndjson"), lines);
    }

    private Path dailyPurge() throws IOException {
        Path jobs = Files.createDirectory(input.resolve("jobs"));
        Files.writeString(jobs.resolve("purge.yml"), """
                name: purge
                job: retention
                supplier: '*'
                wave: '*'
                cron: '* * * * * *'
                zone: UTC
                keep-days: 0
                enabled: true
                """);
        return jobs;
    }

    private String written(String file) throws IOException {
        return Files.readString(directory.resolve(file), ISO_8859_1);
    }

    @Test
    void personalDataStaysWhereItBelongs() throws Exception {
        jdbc.sql("ALTER TABLE account ADD CONSTRAINT no_seven_ck CHECK (external_account_number NOT IN ('P-7', 'C-7'))")
                .update();
        int port = WaveWithWorkers.freePort();
        int brokerPort = WaveWithWorkers.freePort();
        ForkedProgram server = start(
                "server",
                "serve",
                "--server.port=" + port,
                "--account-import.jobs.directory=" + dailyPurge(),
                "--account-import.workers.broker=embedded",
                "--account-import.workers.port=" + brokerPort,
                "--account-import.workers.threads=0",
                "--account-import.sample.enabled=false");
        ForkedProgram worker = start("worker", "worker", "--broker=tcp://127.0.0.1:" + brokerPort);
        try (CommandsInARow commands = CommandsInARow.startIn(directory)) {
            migrate(commands);
            Calls calls = new Calls(port);
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> calls.get("/actuator/health/readiness").statusCode() == 200);
            brokenRequests(calls);
            importByTheWorker(calls);
            pages(port);
            assertNothingStandsAside(calls, List.of(server, worker));

            purge(calls);
            Canaries.assertNoneIn("tables after the purge", Canaries.rows(jdbc, Canaries.OF_THE_PLATFORM));
            report(commands, "-after-purge");
        }
        assertWrittenIsClean();
    }

    private void migrate(CommandsInARow commands) throws IOException {
        assertThat(commands.run(database, "load", "load", WAVE, people().toString()))
                .isEqualTo(ExitCode.WITH_ERRORS);
        assertThat(commands.run(database, "dry-run", "dry-run", WAVE)).isEqualTo(ExitCode.WITH_ERRORS);
        assertThat(commands.run(database, "import", "import", WAVE)).isEqualTo(ExitCode.WITH_ERRORS);
        report(commands, "");
    }

    private void report(CommandsInARow commands, String when) throws IOException {
        for (List<String> report : List.of(
                List.of("status", "status", WAVE),
                List.of("account", "status", "NORLYS/P-0"),
                List.of("executions", "executions", WAVE),
                List.of("errors", "errors", WAVE, "--format", "ndjson"),
                List.of("failed-payloads", "failed-payloads", WAVE))) {
            String[] command = report.subList(1, report.size()).toArray(String[]::new);
            assertThat(commands.run(database, report.get(0) + when, command)).isIn(ExitCode.DONE, ExitCode.WITH_ERRORS);
        }
    }

    /** Before anything is purged. */
    private void assertNothingStandsAside(Calls calls, List<ForkedProgram> processes) throws Exception {
        assertThat(Canaries.in(Canaries.rows(jdbc, Canaries.OF_THE_PLATFORM))).isNotEmpty();
        Canaries.assertNoneIn("tables", Canaries.rows(jdbc, Canaries.documented()));
        HttpResponse<String> metrics = calls.get("/actuator/prometheus");
        assertThat(metrics.body()).contains("account_import_");
        Canaries.assertNoneIn("metrics", metrics.body());
        for (ForkedProgram process : processes) {
            String threads = threads(process);
            assertThat(threads).contains("\"main\"");
            Canaries.assertNoneIn("threads", threads);
        }
    }

    /** What clients send that cannot be used. */
    private static void brokenRequests(Calls calls) {
        calls.post(Calls.VALIDATE, enveloped(Canaries.wrongPerson("C-100")));
        calls.post(Calls.SCHEDULE, enveloped(Canaries.personWithOddFields("C-101")));
        for (String body : Canaries.brokenBodies()) {
            for (String path : List.of(Calls.VALIDATE, Calls.SCHEDULE, PEOPLE + "job-executions/")) {
                assertThat(calls.post(path, body).statusCode()).as(path + body).isBetween(400, 422);
            }
        }
        calls.post(CALLERS + "accounts/", "kanari".getBytes(UTF_8), "Content-Type", "application/x-ndjson");
        calls.get(PEOPLE + "accounts/?status=kanari");
        calls.get(PEOPLE + "accounts/", "X-Request-Id", "kanari", "User-Agent", "Kanarine");
        calls.post("/login", "key=kanari".getBytes(UTF_8), "Content-Type", FORM);
    }

    private static String enveloped(String payload) {
        return "{\"payload\":" + payload + "}";
    }

    private void importByTheWorker(Calls calls) {
        String lines = String.join(
                "\n",
                IntStream.range(0, 10)
                        .mapToObj(i -> i == 3 ? Canaries.wrongPerson("C-3") : Canaries.person("C-" + i))
                        .toList());
        assertThat(calls.post(CALLERS + "accounts/", lines.getBytes(UTF_8), "Content-Type", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(200);
        assertThat(calls.post(CALLERS + "job-executions/", "{\"job\":\"import\"}")
                        .statusCode())
                .isBetween(200, 202);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("""
                        SELECT count(*) FROM import_process
                         WHERE external_account_number LIKE 'C-_' AND status IN ('PROCESSED', 'ERRORED')
                        """).query(Long.class).single() == 10);
    }

    /** The console, as somebody sees it who may not see people, and as somebody who has asked. */
    private void pages(int port) {
        Calls viewer = new Calls(port, TestKeys.create(jdbc, "viewer", Role.VIEWER));
        long run = jdbc.sql("SELECT min(job_execution_id) FROM wave_run")
                .query(Long.class)
                .single();
        for (String page : List.of(
                "/console/accounts/NORLYS/P-0",
                "/console/accounts/NORLYS/P-1",
                "/console/waves/NORLYS/callers",
                "/console/waves/NORLYS/callers/errors",
                "/console/waves/NORLYS/callers/accounts",
                "/console/accounts/NORLYS/P-12",
                "/console/waves/NORLYS/people/errors",
                "/console/waves/NORLYS/people/accounts?code=unknown_field",
                "/console/runs/" + run,
                PEOPLE,
                PEOPLE + "accounts/?code=unknown_field",
                PEOPLE + "error-trend/",
                PEOPLE + "errors.csv")) {
            HttpResponse<String> shown = viewer.get(page);
            assertThat(shown.statusCode()).as(page).isEqualTo(200);
            Canaries.assertNoneIn(page, shown.body());
        }
        Calls operator = new Calls(port, TestKeys.create(jdbc, "operator", Role.OPERATOR));
        HttpResponse<String> revealed = operator.submit("/console/accounts/NORLYS/P-0/reveal", "");
        assertThat(revealed.body()).contains("Kanarisen");
        assertThat(viewer.submit("/console/accounts/NORLYS/P-0/reveal", "").statusCode())
                .isEqualTo(403);
    }

    private String threads(ForkedProgram program) throws IOException, InterruptedException {
        Path dump = input.resolve("threads-" + program.pid());
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(program.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start();
        assertThat(jcmd.waitFor()).isZero();
        return Files.readString(dump, ISO_8859_1);
    }

    /** What is wrong is withdrawn, somebody answers for the waves, and the job does the rest. */
    private void purge(Calls calls) {
        for (String wave : List.of(PEOPLE, CALLERS, "/v2/data-import/waves/NORLYS/api/")) {
            if (calls.get(wave).statusCode() == 404) {
                continue;
            }
            assertThat(calls.post(wave + "cancel/", "").statusCode()).isEqualTo(200);
            assertThat(calls.post(wave + "reconciliation/", "").statusCode()).isEqualTo(200);
            long reconciliation = jdbc.sql("SELECT max(id) FROM reconciliation")
                    .query(Long.class)
                    .single();
            HttpResponse<String> signedOff = calls.post(
                    wave + "reconciliation/sign-off/",
                    "{\"reconciliation\": " + reconciliation + ", \"by\": \"M. Jensen\", \"remark\": \"a test\"}");
            assertThat(signedOff.statusCode()).as(signedOff.body()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("SELECT count(*) FROM import_payload WHERE body IS NOT NULL")
                                .query(Long.class)
                                .single()
                        == 0);
        assertThat(calls.get(PEOPLE + "purge-certificate/").statusCode()).isEqualTo(200);
    }

    private void assertWrittenIsClean() throws IOException {
        assertThat(written("import.err")).contains("importing them one by one", "failed unexpectedly, error id");
        assertThat(written("worker.err")).contains("importing them one by one", "failed unexpectedly, error id");
        for (String asked : ASKED_FOR) {
            assertThat(Canaries.in(written(asked))).as(asked).isNotEmpty();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = directory.relativize(file).toString();
            Canaries.assertNoneIn("names of files", name);
            if (Files.isRegularFile(file) && !ASKED_FOR.contains(name)) {
                Canaries.assertNoneIn(name, written(name));
            }
        }
        assertThat(OwnServer.log()).contains("ERROR");
        Canaries.assertNoneIn("log of PostgreSQL", OwnServer.log());
    }
}
