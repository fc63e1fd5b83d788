package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.accountimport.Canaries;
import org.accountimport.TestRuns;
import org.accountimport.database.OwnServer;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunOptions;
import org.accountimport.wave.RunReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Personal data is written where it has to be and nowhere else. A migration with recognisable people, in which everything goes
 * wrong that may, and a look at all that was written meanwhile. On a database of its own, for its log.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.test.metrics.export=true", "account-import.job.chunk-size=10"})
@ContextConfiguration(initializers = OwnServer.ForContext.class)
@DirtiesContext
@Import(TestRuns.class)
@ExtendWith(OutputCaptureExtension.class)
class PersonalDataTest {

    private static final WaveName WAVE = new WaveName("NORLYS", "people");
    private static final String PATH = "/v2/data-import/waves/NORLYS/people/";

    @LocalServerPort
    int port;

    @Autowired
    TestRuns runs;

    @Autowired
    RunLauncher launcher;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    static void noticeCanaries() {
        assertThat(Canaries.in("Fru Kanarine, født 1931-07-19")).containsExactly("1931-07-19", "kanari");
    }

    @AfterAll
    static void removeServer() {
        OwnServer.remove();
    }

    @Test
    void personalDataStaysWhereItBelongs(CapturedOutput log) throws IOException {
        Calls calls = new Calls(port);
        migrate(calls);
        brokenRequests(calls);
        databaseErrors();
        assertThat(Canaries.in(Canaries.rows(jdbc, Canaries.OF_THE_PLATFORM))).isNotEmpty();
        Canaries.assertNoneIn("tables", Canaries.rows(jdbc, Canaries.documented()));
        Canaries.assertNoneIn("metrics", calls.get("/actuator/prometheus").body());
        Canaries.assertNoneIn("names of threads", String.join("\n", threads()));
        Canaries.assertNoneIn(
                "reconciliation", calls.get(PATH + "reconciliation/").body());
        Canaries.assertNoneIn("how the wave stands", calls.get(PATH).body());

        purge(calls);
        Canaries.assertNoneIn("tables after the purge", Canaries.rows(jdbc, Canaries.OF_THE_PLATFORM));

        assertThat(log.getAll()).contains("importing them one by one").contains("failed unexpectedly, error id");
        Canaries.assertNoneIn("log of the program", log.getAll());
        assertThat(OwnServer.log()).contains("ERROR");
        Canaries.assertNoneIn("log of PostgreSQL", OwnServer.log());
    }

    /** Load, dry run, mending, an import with an account that the database refuses, rollback, import, reconciliation. */
    private void migrate(Calls calls) {
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            payloads.add(i % 3 == 0 ? Canaries.wrongPerson("P-" + i) : Canaries.person("P-" + i));
        }
        payloads.add(Canaries.personWithOddFields("P-15"));
        runs.load(WAVE, payloads.toArray(String[]::new));
        assertThat(runs.dryRun(WAVE).errored()).isEqualTo(6);
        assertThat(calls.get(PATH + "errors.csv").body()).contains("P-0");
        for (int i = 0; i <= 15; i += 3) {
            payloads.set(i, Canaries.person("P-" + i));
        }
        runs.load(WAVE, payloads.toArray(String[]::new));
        assertThat(runs.dryRun(WAVE).errored()).isZero();

        jdbc.sql("""
                ALTER TABLE account ADD CONSTRAINT no_seven_ck CHECK (external_account_number <> 'P-7')
                """).update();
        RunReport refused = runs.importWave(WAVE);
        assertThat(refused.errored()).isEqualTo(1);
        assertThat(calls.status("NORLYS", "P-7").body()).contains("unexpected_error");
        jdbc.sql("ALTER TABLE account DROP CONSTRAINT no_seven_ck").update();
        runs.ended(launcher.rollBack(WAVE, "test"));
        runs.load(WAVE, payloads.toArray(String[]::new));
        runs.dryRun(WAVE);
        assertThat(runs.run(RunKind.IMPORT, WAVE, true).status()).isEqualTo("COMPLETED");
        assertThat(calls.post(PATH + "reconciliation/", "").statusCode()).isEqualTo(200);
    }

    /** What clients send that cannot be used, in body, path, query and header. */
    private void brokenRequests(Calls calls) {
        calls.post(Calls.VALIDATE, Calls.enveloped(Canaries.wrongPerson("API-1")));
        calls.post(Calls.SCHEDULE, Calls.enveloped(Canaries.wrongPerson("API-1")));
        calls.post(Calls.SCHEDULE, Calls.enveloped(Canaries.person("API-2")));
        for (String body : Canaries.brokenBodies()) {
            calls.post(Calls.VALIDATE, body);
            calls.post(Calls.SCHEDULE, body);
            calls.post(PATH + "job-executions/", body);
            calls.post(PATH + "accounts/", body.getBytes(UTF_8), "Content-Type", "application/x-ndjson");
        }
        calls.post(
                Calls.VALIDATE,
                Canaries.person("API-3").getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip");
    }

    /** Errors that quote rows and statements in PostgreSQL's own words, as the program's connections meet them. */
    private void databaseErrors() {
        for (Map.Entry<String, String> statement : Map.of(
                        "quotes the key", """
                INSERT INTO account_customer SELECT * FROM account_customer LIMIT 1
                """,
                        "quotes the row", """
                UPDATE account_customer SET position = NULL WHERE family_name = 'Kanarisen'
                """,
                        "quotes the statement", """
                INSERT INTO account_note (account_id, position, body) VALUES (-1, 0, 'kanari')
                """)
                .entrySet()) {
            assertThatThrownBy(() -> jdbc.sql(statement.getValue()).update())
                    .as(statement.getKey())
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .satisfies(error -> Canaries.assertNoneIn(
                            statement.getKey(),
                            String.valueOf(NestedExceptionUtils.getMostSpecificCause(error)
                                    .getMessage())));
        }
    }

    private void purge(Calls calls) {
        long reconciliation =
                jdbc.sql("SELECT max(id) FROM reconciliation").query(Long.class).single();
        assertThat(calls.get(PATH + "purge-certificate/").statusCode()).isEqualTo(404);
        assertThat(calls.post(
                                PATH + "reconciliation/sign-off/",
                                "{\"reconciliation\": " + reconciliation + ", \"by\": \"M. Jensen\"}")
                        .statusCode())
                .isEqualTo(200);
        // What is not decided keeps its payload, for it may still be mended.
        jdbc.sql("""
                DELETE FROM import_process WHERE status <> 'PROCESSED'
                """).update();
        assertThat(runs.ended(launcher.retain(WAVE, 0, RunOptions.DEFAULT, "nightly"))
                        .status())
                .isEqualTo("COMPLETED");
        JsonNode certificate =
                new JsonMapper().readTree(calls.get(PATH + "purge-certificate/").body());
        assertThat(certificate.path("accounts").asLong()).isEqualTo(16);
        assertThat(certificate.path("signed_off_by").asString()).isEqualTo("M. Jensen (key api)");
        assertThat(certificate.path("launched_by").asString()).isEqualTo("nightly");
        assertThat(certificate.path("payloads_sha256").asString()).hasSize(64);
        assertThat(certificate.path("totals").size()).isPositive();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
