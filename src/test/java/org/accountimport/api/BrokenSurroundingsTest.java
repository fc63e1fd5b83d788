package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.accountimport.TestPayloads;
import org.accountimport.database.OwnServer;
import org.accountimport.security.Role;
import org.accountimport.security.TestKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients see when something breaks behind the API. On a database of its own, which it stops. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.hikari.connection-timeout=1000",
            "server.tomcat.connection-timeout=500ms",
            "spring.test.metrics.export=true"
        })
@ContextConfiguration(initializers = OwnServer.ForContext.class)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class BrokenSurroundingsTest {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private Calls calls = new Calls(0);

    @BeforeEach
    void connect() {
        calls = new Calls(port);
    }

    @AfterAll
    static void removeServer() {
        OwnServer.remove();
    }

    private HttpResponse<String> schedule(String number) {
        return calls.post(Calls.SCHEDULE, Calls.enveloped(TestPayloads.valid(number)));
    }

    private HttpResponse<String> load(String number) {
        return calls.post(
                "/v2/data-import/waves/NORLYS/away/accounts/",
                TestPayloads.valid(number).getBytes(UTF_8),
                "Content-Type",
                "application/x-ndjson");
    }

    private int readiness() {
        return calls.get("/actuator/health/readiness").statusCode();
    }

    @Test
    void aDatabaseThatIsAwayIsServiceUnavailableUntilItIsBack(CapturedOutput log) {
        assertThat(schedule("1").statusCode()).isEqualTo(201);
        assertThat(readiness()).isEqualTo(200);
        String revoked = used("revoked");
        jdbc.sql("UPDATE api_key SET revoked_at = now(), revoked_by = 'test' WHERE name = 'revoked'")
                .update();
        assertThat(validate(new Calls(port, revoked)).statusCode()).isEqualTo(401);
        OwnServer.stop();
        try {
            for (HttpResponse<String> answer : List.of(calls.status("NORLYS", "1"), schedule("2"), load("3"))) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After").orElse(""))
                        .matches("\\d+");
                assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
                JsonNode body = JsonMapper.shared().readTree(answer.body());
                assertThat(body.propertyNames()).containsExactly("detail", "code", "error_id");
                assertThat(body.path("code").stringValue("")).isEqualTo("service_unavailable");
                assertThat(log.getAll()).contains(body.path("error_id").stringValue("missing"));
                tellsNothingInside(answer.body());
            }
            assertThat(readiness()).isEqualTo(503);
            assertThat(calls.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            // What needs nothing that is stored goes on for a key that was used shortly before, and for no other.
            assertThat(calls.get("/actuator/prometheus").statusCode()).isEqualTo(200);
            assertThat(validate(calls).statusCode()).isEqualTo(200);
            for (String other : List.of(revoked, TestKeys.CONSOLE, "ai_00000000a1_" + "B".repeat(43))) {
                assertThat(validate(new Calls(port, other)).statusCode()).isEqualTo(503);
            }
            pagesSayThatTheDatabaseIsAway();
        } finally {
            OwnServer.start();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> readiness() == 200);
        assertThat(calls.status("NORLYS", "1").statusCode()).isEqualTo(200);
        assertThat(schedule("2").statusCode()).isEqualTo(201);
    }

    /** A key that was used once. */
    private String used(String name) {
        String key = TestKeys.create(jdbc, name, Role.ADMIN);
        assertThat(validate(new Calls(port, key)).statusCode()).isEqualTo(200);
        return key;
    }

    private static HttpResponse<String> validate(Calls caller) {
        return caller.post(Calls.VALIDATE, Calls.enveloped(TestPayloads.valid("4")));
    }

    private void pagesSayThatTheDatabaseIsAway() {
        HttpResponse<String> login = calls.get("/login");
        assertThat(login.statusCode()).isEqualTo(200);
        HttpResponse<String> waves = calls.get("/console/waves?q=api");
        assertThat(waves.body()).contains("href=\"/console/waves?q=api\">Load this page again");
        for (HttpResponse<String> page : List.of(
                waves,
                calls.get("/console/waves/NORLYS/api"),
                calls.submit("/console/waves/NORLYS/api/files/failed-payloads.ndjson", ""))) {
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After").orElse("")).matches("\\d+");
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(page.headers().firstValue("Content-Disposition")).isEmpty();
            assertThat(page.body()).contains("The database cannot be reached", "Account Import");
            tellsNothingInside(page.body());
        }
    }

    @Test
    void aDatabaseThatIsNotAsItShouldBeIsAnUnexpectedError(CapturedOutput log) {
        jdbc.sql("ALTER TABLE import_payload RENAME TO import_payload_elsewhere")
                .update();
        try {
            HttpResponse<String> answer = schedule("5");
            assertThat(answer.statusCode()).isEqualTo(500);
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            assertThat(body.propertyNames()).containsExactly("detail", "code", "error_id");
            assertThat(body.path("code").stringValue("")).isEqualTo("unexpected_error");
            tellsNothingInside(answer.body());
            assertThat(log.getAll())
                    .contains("POST /v2/data-import/accounts")
                    .contains(body.path("error_id").stringValue("missing"))
                    .doesNotContain("homer@simpson.com", "Simpson");
        } finally {
            jdbc.sql("ALTER TABLE import_payload_elsewhere RENAME TO import_payload")
                    .update();
        }
        assertThat(schedule("5").statusCode()).isEqualTo(201);
    }

    @Test
    void aBodyThatDoesNotArriveIsARequestTimeout() {
        for (String path : List.of(Calls.SCHEDULE, "/v2/data-import/waves/NORLYS/slow/accounts/")) {
            String type = path.equals(Calls.SCHEDULE) ? "application/json" : "application/x-ndjson";
            String answer =
                    calls.stalled("POST " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: "
                            + type + "\r\nContent-Length: 100\r\n\r\n{");
            assertThat(answer)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("Cache-Control: no-store\r\n", "\"code\":\"request_timeout\"", "{\"detail\":\"");
        }
    }

    private static void tellsNothingInside(String body) {
        assertThat(body)
                .doesNotContainIgnoringCase("exception", "SQL", "import_p", "org.", "jdbc", "simpson", "127.0.0.1");
    }
}
