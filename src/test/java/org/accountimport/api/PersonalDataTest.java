package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.accountimport.TestPayloads;
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
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

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

    /** In whatever is free text, and as number and day where only such are allowed. */
    private static final List<String> CANARIES = List.of("kanari", "20123457", "20 12 34 57", "1931-07-19");

    /** They hold payloads and what is said of them; the account is the platform's. */
    private static final Set<String> MAY_HOLD_IT_UNTIL_PURGED = Set.of("import_payload", "import_violation");

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
        assertThat(canariesIn("Fru Kanarine, født 1931-07-19")).containsExactly("1931-07-19", "kanari");
    }

    @AfterAll
    static void removeServer() {
        OwnServer.remove();
    }

    private static Set<String> canariesIn(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return CANARIES.stream().filter(folded::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertClean(String what, String text) {
        String found = text.lines()
                .filter(line -> !canariesIn(line).isEmpty())
                .limit(5)
                .collect(Collectors.joining("\n"));
        assertThat(found).as(what).isEmpty();
    }

    /** A payload of a person that everybody would recognise. */
    private static String person(String number, Consumer<ObjectNode> edit) {
        return TestPayloads.edited(number, payload -> {
            payload.remove("references");
            ObjectNode customer = (ObjectNode) payload.path("customers").path(0);
            customer.put("given_name", "Kanarine");
            customer.put("family_name", "Kanarisen");
            customer.put("email", "kanarine@kanari.example");
            customer.put("mobile", "+4520123457");
            customer.put("landline", "+4520123457");
            customer.put("date_of_birth", "1931-07-19");
            payload.put("billing_email", "kanarine@kanari.example");
            payload.put("billing_name", "Kanarine Kanarisen");
            payload.put("billing_customer_reference", "kanari-reference");
            ObjectNode address = (ObjectNode) payload.path("billing_address");
            address.put("name", "Kanarine Kanarisen");
            address.put("street_address", "Kanarievej 7");
            payload.withArray("/notes").removeAll();
            payload.withArray("/notes").addObject().put("body", "Kanarine har kanarifugle");
            payload.withArray("/metadata").removeAll();
            payload.withArray("/metadata").addObject().put("key", "kanari-key").put("value", "kanari-value");
            edit.accept(payload);
        });
    }

    private static String person(String number) {
        return person(number, payload -> {});
    }

    private static String wrongPerson(String number) {
        return person(number, payload -> {
            ObjectNode customer = (ObjectNode) payload.path("customers").path(0);
            customer.put("landline", "kanari 20123457");
            customer.put("email", "kanarine@@kanari");
            customer.put("date_of_birth", "1931-07-19 kanari");
            customer.set("title", StringNode.valueOf("kanari".repeat(100)));
            payload.put("account_type", "KANARIFUGL");
        });
    }

    @Test
    void personalDataStaysWhereItBelongs(CapturedOutput log) throws IOException {
        Calls calls = new Calls(port);
        migrate(calls);
        brokenRequests(calls);
        databaseErrors();
        String everythingButPayloads = rows(table -> !MAY_HOLD_IT_UNTIL_PURGED.contains(table));
        assertThat(canariesIn(rows(MAY_HOLD_IT_UNTIL_PURGED::contains))).isNotEmpty();
        assertClean("tables", everythingButPayloads);
        assertClean("metrics", calls.get("/actuator/prometheus").body());
        assertClean("names of threads", String.join("\n", threads()));
        assertClean("reconciliation", calls.get(PATH + "reconciliation/").body());
        assertClean("how the wave stands", calls.get(PATH).body());

        purge(calls);
        assertClean("tables after the purge", rows(table -> true));

        assertThat(log.getAll()).contains("importing them one by one").contains("failed unexpectedly, error id");
        assertClean("log of the program", log.getAll());
        assertThat(OwnServer.log()).contains("ERROR");
        assertClean("log of PostgreSQL", OwnServer.log());
    }

    /** Load, dry run, mending, an import with an account that the database refuses, rollback, import, reconciliation. */
    private void migrate(Calls calls) {
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            payloads.add(i % 3 == 0 ? wrongPerson("P-" + i) : person("P-" + i));
        }
        runs.load(WAVE, payloads.toArray(String[]::new));
        assertThat(runs.dryRun(WAVE).errored()).isEqualTo(5);
        assertThat(calls.get(PATH + "errors.csv").body()).contains("P-0");
        for (int i = 0; i < 15; i += 3) {
            payloads.set(i, person("P-" + i));
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
        calls.post(Calls.VALIDATE, Calls.enveloped(wrongPerson("API-1")));
        calls.post(Calls.SCHEDULE, Calls.enveloped(wrongPerson("API-1")));
        calls.post(Calls.SCHEDULE, Calls.enveloped(person("API-2")));
        String person = person("API-3");
        for (String body : List.of(
                person.substring(0, person.length() / 2),
                person.replace("\"Kanarine\"", "Kanarine"),
                "\"kanari\"",
                "[\"kanari\"]",
                "kanari",
                person.replace("1931-07-19", "1931-07-19\\u0000\\ud800"))) {
            calls.post(Calls.VALIDATE, body);
            calls.post(Calls.SCHEDULE, body);
            calls.post(PATH + "job-executions/", body);
            calls.post(PATH + "accounts/", body.getBytes(UTF_8), "Content-Type", "application/x-ndjson");
        }
        calls.post(
                Calls.VALIDATE, person.getBytes(UTF_8), "Content-Type", "application/json", "Content-Encoding", "gzip");
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
                    .satisfies(error -> assertClean(
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
        assertThat(certificate.path("accounts").asLong()).isEqualTo(15);
        assertThat(certificate.path("signed_off_by").asString()).isEqualTo("M. Jensen (key api)");
        assertThat(certificate.path("launched_by").asString()).isEqualTo("nightly");
        assertThat(certificate.path("payloads_sha256").asString()).hasSize(64);
        assertThat(certificate.path("totals").size()).isPositive();
    }

    /** All that stands in the tables that are not the account itself. */
    private String rows(Predicate<String> included) {
        List<String> tables = jdbc.sql("""
                SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename
                """).query(String.class).list();
        assertThat(tables).contains("import_event", "batch_step_execution_context", "wave_run_error", "import_drift");
        return tables.stream()
                .filter(table -> !table.startsWith("account"))
                .filter(included)
                .flatMap(table -> jdbc
                        .sql("SELECT '" + table + ": ' || replace(to_jsonb(t)::text, E'\\n', ' ') FROM " + table + " t")
                        .query(String.class)
                        .list()
                        .stream())
                .map(PersonalDataTest::withBytesAsText)
                .collect(Collectors.joining("\n"));
    }

    private static String withBytesAsText(String row) {
        return Pattern.compile("\\\\\\\\x([0-9a-f]+)")
                .matcher(row)
                .replaceAll(bytes -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(bytes.group(1)), UTF_8).replace('\n', ' ')));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
