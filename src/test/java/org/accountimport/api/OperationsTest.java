package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operations endpoints: waves, runs, files, reconciliation, cancelling. */
@ApiTest
@Import(TestRuns.class)
class OperationsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger WAVES = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    private Calls calls = new Calls(0);
    private String name = "";
    /** The first part of a shutdown. */
    @Autowired
    @Qualifier("localRuns")
    SmartLifecycle localRuns;

    private WaveName wave = new WaveName("NORLYS", "none");

    /** A wave of four accounts; the second of them is wrong. */
    @BeforeEach
    void load() {
        calls = new Calls(port);
        name = "operations " + WAVES.incrementAndGet();
        wave = new WaveName("NORLYS", name);
        runs.load(
                wave,
                TestPayloads.valid(number(1)),
                TestPayloads.wrong(number(2)),
                TestPayloads.valid(number(3)),
                TestPayloads.valid(number(4)));
    }

    private String number(int account) {
        return name + " / " + account;
    }

    private String path(String rest) {
        return "/v2/data-import/waves/NORLYS/" + Calls.encoded(name) + "/" + rest;
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = calls.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode post(String path, String body, int status) {
        HttpResponse<String> answer = calls.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private JsonNode launched(String body) {
        JsonNode execution = post(path("job-executions/"), body, 202);
        runs.ended(execution.path("id").longValue());
        return get("/v2/data-import/job-executions/" + execution.path("id") + "/");
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }

    @Nested
    class AWave {

        @Test
        void showsHowItStands() {
            launched("{\"job\":\"dry-run\"}");
            JsonNode shown = get(path(""));
            assertThat(text(shown, "/import_supplier")).isEqualTo("NORLYS");
            assertThat(text(shown, "/wave")).isEqualTo(name);
            assertThat(shown.path("counts").toString())
                    .isEqualTo("{\"PENDING\":0,\"IN_PROGRESS\":0,\"DRY_RUN_SUCCEEDED\":3,\"DRY_RUN_ERRORED\":1,"
                            + "\"PROCESSED\":0,\"ERRORED\":0,\"CANCELLED\":0}");
            assertThat(shown.path("total").intValue()).isEqualTo(4);
            assertThat(shown.path("executions")).hasSize(1);
            assertThat(text(shown, "/executions/0/status")).isEqualTo("COMPLETED");
            assertThat(shown.path("top_errors").toString())
                    .isEqualTo(
                            "[{\"code\":\"invalid_phone_number\",\"attr\":\"customers.*.landline\",\"accounts\":1}]");
        }

        @Test
        void standsInTheListOfWavesNewestFirstAndPageByPage() {
            JsonNode first = get("/v2/data-import/waves/?limit=1&import_supplier=NORLYS");
            assertThat(text(first, "/results/0/wave")).isEqualTo(name);
            assertThat(first.at("/results/0/counts/PENDING").intValue()).isEqualTo(4);
            assertThat(first.at("/results/0/newest_execution").isNull()).isTrue();
            runs.load(new WaveName("NORLYS", name + " later"), TestPayloads.valid(name + " later"));
            JsonNode second = get(text(get("/v2/data-import/waves/?limit=1"), "/next"));
            assertThat(text(second, "/results/0/wave")).isEqualTo(name);
        }

        @Test
        void isListedAccountByAccountPageByPage() {
            launched("{\"job\":\"dry-run\"}");
            JsonNode first = get(path("accounts/?limit=3"));
            assertThat(first.path("results")).hasSize(3);
            assertThat(text(first, "/results/1/external_account_number")).isEqualTo(number(2));
            assertThat(text(first, "/results/1/status")).isEqualTo("DRY_RUN_ERRORED");
            assertThat(text(first, "/results/1/latest_error/code")).isEqualTo("invalid_phone_number");
            assertThat(text(first, "/results/1/errors/0/attr")).isEqualTo("customers.0.landline");
            assertThat(text(first, "/next")).startsWith(path("accounts/?after="));
            JsonNode second = get(text(first, "/next"));
            assertThat(second.path("results")).hasSize(1);
            assertThat(second.path("next").isNull()).isTrue();
            assertThat(get(path("accounts/?status=DRY_RUN_ERRORED&code=invalid_phone_number"))
                            .path("results"))
                    .hasSize(1);
            assertThat(get(path("accounts/?code=required")).path("results")).isEmpty();
        }

        @Test
        void saysWhichValuesAFilterMayHave() {
            assertThat(text(
                            JSON.readTree(
                                    calls.get(path("accounts/?status=DONE")).body()),
                            "/detail"))
                    .isEqualTo("The parameter status must be one of PENDING, IN_PROGRESS, DRY_RUN_SUCCEEDED,"
                            + " DRY_RUN_ERRORED, PROCESSED, ERRORED, CANCELLED.");
            assertThat(text(JSON.readTree(calls.get(path("accounts/?limit=few")).body()), "/detail"))
                    .isEqualTo("The parameter limit must be a whole number of at most 2147483647.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "accounts/",
                    "error-trend/",
                    "errors.csv",
                    "errors.ndjson",
                    "failed-payloads.ndjson",
                    "unprocessed-payloads.ndjson",
                    "reconciliation/"
                })
        void thatIsNotThereIsNotFound(String rest) {
            HttpResponse<String> answer = calls.get("/v2/data-import/waves/NORLYS/nobody/" + rest);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(text(JSON.readTree(answer.body()), "/code")).isEqualTo("not_found");
        }
    }

    @Nested
    class Launching {

        @Test
        void answersAtOnceAndSaysWhereToLook() {
            HttpResponse<String> answer = calls.post(path("job-executions/"), "{\"job\":\"dry-run\",\"threads\":1}");
            assertThat(answer.statusCode()).isEqualTo(202);
            JsonNode execution = JSON.readTree(answer.body());
            assertThat(answer.headers().firstValue("Location"))
                    .hasValue("/v2/data-import/job-executions/" + execution.path("id") + "/");
            assertThat(text(execution, "/job")).isEqualTo("dry-run");
            assertThat(text(execution, "/launched_by")).isEqualTo("api");
            runs.ended(execution.path("id").longValue());
            JsonNode ended = get(answer.headers().firstValue("Location").orElseThrow());
            assertThat(text(ended, "/status")).isEqualTo("COMPLETED");
            assertThat(ended.path("total").intValue()).isEqualTo(4);
            assertThat(ended.path("succeeded").intValue()).isEqualTo(3);
            assertThat(ended.path("errored").intValue()).isEqualTo(1);
            assertThat(text(ended, "/exit_description")).isEqualTo("Done; some accounts are wrong.");
            assertThat(ended.path("partitions"))
                    .isNotEmpty()
                    .allSatisfy(
                            partition -> assertThat(text(partition, "/worker")).isNotEmpty());
        }

        @Test
        void takesACanaryAndStopsAtItsLimit() {
            JsonNode ended = launched("{\"job\":\"import\",\"limit\":1}");
            assertThat(text(ended, "/status")).isEqualTo("STOPPED");
            assertThat(text(ended, "/stop_reason")).isEqualTo("limit");
            assertThat(get(path("")).at("/counts/PROCESSED").intValue()).isEqualTo(1);
        }

        @Test
        void takesAnErrorBudget() {
            JsonNode ended =
                    launched("{\"job\":\"import\",\"threads\":1,\"chunk_size\":1,\"error_budget\":{\"count\":1}}");
            assertThat(text(ended, "/stop_reason")).isEqualTo("error_budget");
            ended = launched("{\"job\":\"import\",\"retry_errored\":true,\"threads\":1,\"chunk_size\":1,"
                    + "\"error_budget\":{\"by_code\":{\"invalid_phone_number\":{\"count\":1}}}}");
            assertThat(text(ended, "/stop_reason")).isEqualTo("error_budget");
        }

        @Test
        void refusesASecondRunOverTheSameWave() throws SQLException {
            long execution;
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE import_violation IN EXCLUSIVE MODE");
                execution = post(path("job-executions/"), "{\"job\":\"dry-run\"}", 202)
                        .path("id")
                        .longValue();
                JsonNode refused = post(path("job-executions/"), "{\"job\":\"import\"}", 409);
                assertThat(text(refused, "/code")).isEqualTo("job_execution_already_running");
                assertThat(text(refused, "/detail")).contains("NORLYS/" + name);
                await().untilAsserted(() -> assertThat(
                                get(path("")).at("/counts/IN_PROGRESS").intValue())
                        .isEqualTo(4));
                assertThat(get(path("accounts/?status=IN_PROGRESS")).path("results"))
                        .hasSize(4);
                assertThat(get(path("accounts/?status=PENDING")).path("results"))
                        .isEmpty();
                connection.rollback();
            }
            runs.ended(execution);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {}                                            | job                           | Choose dry-run or import.
                {"job":"rollback"}                            | job                           | Choose dry-run or import.
                {"job":"import","limit":0}                    | non_field_errors              | limit must be 1 or more, but is 0.
                {"job":"import","limit":"all"}                | limit                         | This must be a whole number.
                {"job":"import","retry_errored":"yes"}        | retry_errored                 | This must be true or false.
                {"job":"import","until":"05:30"}              | until                         | This must be a time with its offset, such as 2026-11-24T05:30:00+01:00.
                {"job":"import","error_budget":5}             | error_budget                  | This must be an object.
                {"job":"import","error_budget":{}}            | error_budget                  | This makes no sense: an error budget needs a share or a count.
                {"job":"import","error_budget":{"share":2}}   | error_budget                  | This makes no sense: share must lie above 0 and at most at 1, but is 2.0.
                {"job":"import","error_budget":{"sum":2}}     | error_budget.sum              | There is nothing of this name here.
                {"job":"import","error_budget":{"by_code":{"required":{"count":"x"}}}} | error_budget.by_code.required.count | This must be a whole number.
                {"job":"import","launched_by":"me"}           | launched_by                   | There is nothing of this name here.
                """)
        void namesEveryMemberThatIsWrong(String body, String attr, String detail) {
            JsonNode refused = post(path("job-executions/"), body, 400);
            assertThat(text(refused, "/code")).isEqualTo("invalid");
            assertThat(refused.path("errors"))
                    .anySatisfy(error -> assertThat(text(error, "/attr") + ": " + text(error, "/detail"))
                            .isEqualTo(attr + ": " + detail));
        }

        @Test
        void refusesWhatIsNoJsonObject() {
            assertThat(text(post(path("job-executions/"), "{\"job\":", 400), "/code"))
                    .isEqualTo("parse_error");
            assertThat(text(post(path("job-executions/"), "[]", 400), "/code")).isEqualTo("parse_error");
        }

        @Test
        void isRefusedOnceTheServerWasToldToEnd() {
            localRuns.stop();
            try {
                HttpResponse<String> refused = calls.post(path("job-executions/"), "{\"job\":\"import\"}");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).contains("10");
                JsonNode body = JSON.readTree(refused.body());
                assertThat(text(body, "/code")).isEqualTo("service_unavailable");
                assertThat(text(body, "/detail"))
                        .startsWith("This server is shutting down and launches nothing more; nothing was launched.");
                assertThat(text(body, "/error_id")).isNotEmpty();
            } finally {
                localRuns.start();
            }
        }

        @Test
        void needsAWaveThatIsThere() {
            post("/v2/data-import/waves/NORLYS/nobody/job-executions/", "{\"job\":\"import\"}", 404);
        }
    }

    @Nested
    class AnExecution {

        private String execution(long id, String call) {
            return "/v2/data-import/job-executions/" + id + "/" + call;
        }

        @Test
        void isStoppedRestartedAndAbandoned() throws SQLException {
            long id;
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE import_violation IN EXCLUSIVE MODE");
                id = post(path("job-executions/"), "{\"job\":\"dry-run\",\"threads\":1,\"chunk_size\":1}", 202)
                        .path("id")
                        .longValue();
                await().until(() -> text(get(execution(id, "")), "/status").equals("STARTED"));
                assertThat(text(post(execution(id, "abandon/"), "", 409), "/code"))
                        .isEqualTo("job_execution_already_running");
                assertThat(text(post(execution(id, "stop/"), "", 202), "/status"))
                        .isEqualTo("STOPPING");
                connection.rollback();
            }
            runs.ended(id);
            JsonNode stopped = get(execution(id, ""));
            assertThat(text(stopped, "/status")).isEqualTo("STOPPED");
            assertThat(text(stopped, "/stop_reason")).isEqualTo("operator");
            assertThat(text(post(execution(id, "stop/"), "", 409), "/code")).isEqualTo("job_execution_state");

            JsonNode continued = post(execution(id, "restart/"), "", 202);
            long second = continued.path("id").longValue();
            assertThat(second).isGreaterThan(id);
            runs.ended(second);
            assertThat(get(path("")).at("/counts/PENDING").intValue()).isZero();
            assertThat(text(post(execution(id, "restart/"), "", 409), "/detail"))
                    .contains("restarted as " + second);
            assertThat(text(post(execution(second, "restart/"), "", 409), "/code"))
                    .isEqualTo("job_execution_state");
            assertThat(text(post(execution(second, "abandon/"), "", 409), "/detail"))
                    .contains("is COMPLETED");
        }

        @Test
        void thatIsAbandonedIsNeverRestarted() {
            long id = launched("{\"job\":\"import\",\"threads\":1,\"chunk_size\":1,\"error_budget\":{\"count\":1}}")
                    .path("id")
                    .longValue();
            JsonNode ended = get(execution(id, ""));
            JsonNode abandoned = post(execution(id, "abandon/"), "", 202);
            assertThat(text(abandoned, "/status")).isEqualTo("ABANDONED");
            assertThat(text(abandoned, "/stop_reason")).isEqualTo("error_budget");
            assertThat(text(abandoned, "/ended_at")).isEqualTo(text(ended, "/ended_at"));
            assertThat(text(post(execution(id, "restart/"), "", 409), "/detail"))
                    .contains("was abandoned");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "drift/"})
        void thatIsNotThereIsNotFound(String rest) {
            assertThat(calls.get(execution(999_999, rest)).statusCode()).isEqualTo(404);
            assertThat(calls.get("/v2/data-import/job-executions/x/" + rest).statusCode())
                    .isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"stop/", "restart/", "abandon/"})
        void thatIsNotThereCannotBeToldAnything(String call) {
            assertThat(text(post(execution(999_999, call), "", 404), "/code")).isEqualTo("not_found");
        }

        @Test
        void ofAnImportTellsWhatDrifted() {
            launched("{\"job\":\"dry-run\"}");
            jdbc.sql("UPDATE import_payload SET body = :body FROM import_process p WHERE p.id = process_id"
                            + " AND p.external_account_number = :number")
                    .param("body", TestPayloads.wrong(number(3)).getBytes(UTF_8))
                    .param("number", number(3))
                    .update();
            long id = launched("{\"job\":\"import\"}").path("id").longValue();
            JsonNode drift = get(execution(id, "drift/"));
            assertThat(text(drift, "/results/0/code")).isEqualTo("invalid_phone_number");
            assertThat(text(drift, "/results/0/example")).isEqualTo(number(3));
        }
    }

    @Nested
    class Files {

        @Test
        void holdTheErrors() {
            launched("{\"job\":\"dry-run\"}");
            HttpResponse<String> csv = calls.get(path("errors.csv"));
            assertThat(csv.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
            assertThat(csv.headers().firstValue("Content-Disposition"))
                    .hasValueSatisfying(file -> assertThat(file).startsWith("attachment; filename"));
            assertThat(csv.body().lines()).first().isEqualTo("external_account_number,attr,code,detail,run");
            assertThat(csv.body()).contains(number(2) + ",customers.0.landline,invalid_phone_number,");
            JsonNode line = JSON.readTree(calls.get(path("errors.ndjson")).body());
            assertThat(text(line, "/attr")).isEqualTo("customers.0.landline");
        }

        @Test
        void ofFailedPayloadsCanBeMendedAndLoadedAgain() {
            launched("{\"job\":\"dry-run\"}");
            String failed = calls.get(path("failed-payloads.ndjson")).body();
            assertThat(failed.lines()).containsExactly(TestPayloads.wrong(number(2)));
            runs.load(wave, failed.replace("abcde", "+45 32 12 34 56"));
            launched("{\"job\":\"dry-run\"}");
            assertThat(get(path("")).at("/counts/DRY_RUN_SUCCEEDED").intValue()).isEqualTo(4);
            JsonNode trend = get(path("error-trend/"));
            assertThat(text(trend, "/results/0/change")).isEqualTo("fixed");
            assertThat(trend.at("/results/0/before").intValue()).isEqualTo(1);
        }

        @Test
        void ofUnprocessedPayloadsLeaveOutWhatIsImported() {
            launched("{\"job\":\"import\",\"limit\":1}");
            assertThat(calls.get(path("unprocessed-payloads.ndjson")).body().lines())
                    .hasSize(3);
        }
    }

    @Nested
    class AReconciliation {

        @Test
        void isThereAfterAnImportAndCanBeSignedOff() {
            launched("{\"job\":\"import\"}");
            JsonNode result = get(path("reconciliation/"));
            assertThat(result.path("differences")).isEmpty();
            assertThat(result.path("totals"))
                    .anySatisfy(total -> assertThat(total.toString())
                            .isEqualTo("{\"name\":\"accounts\",\"payloads\":3,\"accounts\":3}"));
            assertThat(result.path("signed_off_by").isNull()).isTrue();

            JsonNode signed = post(
                    path("reconciliation/sign-off/"),
                    "{\"reconciliation\":" + result.path("id") + ",\"by\":\"M. Jensen\"}",
                    200);
            assertThat(text(signed, "/signed_off_by")).isEqualTo("M. Jensen (key api)");
            assertThat(text(get(path("reconciliation/")), "/signed_off_by")).isEqualTo("M. Jensen (key api)");
            assertThat(text(
                            post(
                                    path("reconciliation/sign-off/"),
                                    "{\"reconciliation\":" + result.path("id") + ",\"by\":\"Somebody else\"}",
                                    409),
                            "/code"))
                    .isEqualTo("sign_off_refused");
        }

        @Test
        void listsADifferenceDownToTheAccount() {
            launched("{\"job\":\"import\"}");
            jdbc.sql("DELETE FROM account_note WHERE account_id = (SELECT a.id FROM account a"
                            + " WHERE a.external_account_number = :number) AND position = 0")
                    .param("number", number(3))
                    .update();
            JsonNode result =
                    JSON.readTree(calls.post(path("reconciliation/"), "").body());
            assertThat(result.path("differences"))
                    .isNotEmpty()
                    .allSatisfy(difference -> assertThat(text(difference, "/external_account_number"))
                            .isEqualTo(number(3)));
            assertThat(text(
                            post(
                                    path("reconciliation/sign-off/"),
                                    "{\"reconciliation\":" + result.path("id") + ",\"by\":\"M. Jensen\"}",
                                    409),
                            "/detail"))
                    .contains("remark");
            post(
                    path("reconciliation/sign-off/"),
                    "{\"reconciliation\":" + result.path("id")
                            + ",\"by\":\"M. Jensen\",\"remark\":\"deleted on request\"}",
                    200);
        }

        @Test
        void needsANameToBeSignedOff() {
            JsonNode refused = post(path("reconciliation/sign-off/"), "{}", 400);
            assertThat(refused.path("errors")).hasSize(2);
        }
    }

    @Nested
    class Cancelling {

        @Test
        void withdrawsWhatIsNotImported() {
            launched("{\"job\":\"import\",\"limit\":1}");
            assertThat(post(path("cancel/"), "", 200).toString()).isEqualTo("{\"cancelled\":3}");
            JsonNode shown = get(path(""));
            assertThat(shown.at("/counts/CANCELLED").intValue()).isEqualTo(3);
            assertThat(shown.at("/counts/PROCESSED").intValue()).isEqualTo(1);
            assertThat(post(path("cancel/"), "", 200).toString()).isEqualTo("{\"cancelled\":0}");
            assertThat(launched("{\"job\":\"import\"}").path("total").intValue())
                    .isZero();
            runs.load(wave, TestPayloads.valid(number(3)));
            assertThat(launched("{\"job\":\"import\"}").path("succeeded").intValue())
                    .isEqualTo(1);
        }

        @Test
        void withdrawsASingleAccountWhateverItsNumberHolds() {
            String account = "/v2/data-import/accounts/NORLYS/" + Calls.encoded(number(2)) + "/";
            assertThat(post(account + "cancel/", "", 200).toString()).isEqualTo("{\"cancelled\":1}");
            assertThat(text(get(account), "/status")).isEqualTo("CANCELLED");
            assertThat(post(account + "cancel/", "", 200).toString()).isEqualTo("{\"cancelled\":0}");
            JsonNode history = get(account + "history/");
            assertThat(text(history, "/results/0/event")).isEqualTo("EVENT_ACCOUNT_IMPORT_PROCESS_CREATED");
            assertThat(text(history, "/results/0/actor")).isEqualTo("test");
            assertThat(text(history, "/results/1/event")).isEqualTo("EVENT_ACCOUNT_IMPORT_PROCESS_CANCELLED");
            assertThat(text(history, "/results/1/actor")).isEqualTo("api");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/v2/data-import/waves/NORLYS/nobody/cancel/",
                    "/v2/data-import/accounts/NORLYS/nobody/cancel/"
                })
        void needsSomethingThatIsThere(String path) {
            assertThat(text(post(path, "", 404), "/code")).isEqualTo("not_found");
        }
    }

    @Nested
    class ARollback {

        @Test
        void removesWhatWasImportedOnceItIsConfirmed() {
            launched("{\"job\":\"import\"}");
            assertThat(text(post(path("rollback/"), "{}", 400), "/errors/0/attr"))
                    .isEqualTo("confirm");
            assertThat(get(path("")).at("/counts/PROCESSED").intValue()).isEqualTo(3);
            JsonNode execution = post(path("rollback/"), "{\"confirm\":true}", 202);
            assertThat(text(execution, "/job")).isEqualTo("rollback");
            runs.ended(execution.path("id").longValue());
            assertThat(get(path("")).at("/counts/PENDING").intValue()).isEqualTo(3);
        }
    }

    @Test
    void aFileThatBreaksOffInTheMiddleDoesNotArriveAsWhole() throws Exception {
        String[] large = IntStream.range(0, 60)
                .mapToObj(i -> TestPayloads.edited(
                        name + " large " + i, payload -> payload.put("billing_name", "x".repeat(500_000))))
                .toArray(String[]::new);
        runs.load(wave, large);
        try (InputStream file = calls.stream(path("unprocessed-payloads.ndjson"))) {
            assertThat(file.read()).isEqualTo('{');
            int cut = jdbc.sql("""
                    SELECT count(pg_terminate_backend(pid))
                      FROM pg_stat_activity
                     WHERE datname = current_database()
                       AND pid <> pg_backend_pid()
                       AND query LIKE '%payload.body%'
                    """).query(Integer.class).single();
            assertThat(cut).isPositive();
            assertThatThrownBy(file::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}
