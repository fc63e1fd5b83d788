package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.accountimport.TestPayloads;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Validate and status, byte for byte, and what holds for every path of the public contract. */
@ApiTest
class PublicContractTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private Calls calls = new Calls(0);

    @BeforeEach
    void connect() {
        calls = new Calls(port);
    }

    private static String guideExample() throws IOException {
        try (InputStream example = PublicContractTest.class.getResourceAsStream("/example-payload.json")) {
            return new String(Objects.requireNonNull(example).readAllBytes(), UTF_8);
        }
    }

    private HttpResponse<String> schedule(String payload) {
        return calls.post(Calls.SCHEDULE, Calls.enveloped(payload));
    }

    private String waveOf(String externalAccountNumber) {
        return jdbc.sql("""
                SELECT wave.import_supplier, wave.name
                  FROM import_process process
                  JOIN wave ON wave.id = process.wave_id
                 WHERE process.external_account_number = :number
                """)
                .param("number", externalAccountNumber)
                .query((row, number) -> new WaveName(row.getString(1), row.getString(2)).toString())
                .single();
    }

    /** What an import leaves behind, as far as these endpoints can see it. */
    private void markImported(String externalAccountNumber, String accountNumber) {
        jdbc.sql("""
                UPDATE import_process
                   SET status = 'PROCESSED', account_number = :account
                 WHERE external_account_number = :number
                """)
                .param("account", accountNumber)
                .param("number", externalAccountNumber)
                .update();
    }

    @Nested
    class Validate {

        @Test
        void answersTheGuidesExampleWithAnEmptyObject() throws IOException {
            HttpResponse<String> answer = calls.post(Calls.VALIDATE, guideExample());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }

        @Test
        void answersAWrongPhoneNumberAsTheGuideDoes() {
            HttpResponse<String> answer = calls.post(Calls.VALIDATE, Calls.enveloped(TestPayloads.wrong("V-1")));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"detail\":\"Could not validate account data.\","
                            + "\"code\":\"account_failed_validation\","
                            + "\"errors\":[{\"detail\":\"abcde is not a valid phone number\","
                            + "\"code\":\"invalid_phone_number\",\"attr\":\"customers.0.landline\"}]}");
        }

        @Test
        void writesNothing() {
            calls.post(Calls.VALIDATE, Calls.enveloped(TestPayloads.valid("V-2")));
            assertThat(calls.status("NORLYS", "V-2").statusCode()).isEqualTo(404);
        }

        @Test
        void judgesAnImportedAccountToo() {
            schedule(TestPayloads.valid("V-3"));
            markImported("V-3", "A-0000V003");
            assertThat(calls.post(Calls.VALIDATE, Calls.enveloped(TestPayloads.valid("V-3")))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void listsEveryViolationOfABodyWithoutPayload() {
            assertThat(calls.post(Calls.VALIDATE, "{\"else\":1}").body())
                    .isEqualTo(
                            "{\"detail\":\"Could not validate account data.\","
                                    + "\"code\":\"account_failed_validation\","
                                    + "\"errors\":[{\"detail\":\"A value is needed here.\",\"code\":\"required\",\"attr\":\"payload\"}]}");
            assertThat(calls.post(Calls.VALIDATE, "[]").body())
                    .contains("\"code\":\"invalid\",\"attr\":\"non_field_errors\"");
            assertThat(calls.post(Calls.VALIDATE, "{\"payload\":null}").body())
                    .contains("\"code\":\"null\",\"attr\":\"payload\"");
        }
    }

    @Nested
    class Status {

        @Test
        void ofAnAccountThatIsNotThereIsAnsweredAsTheGuideDoes() {
            HttpResponse<String> answer = calls.status("NORLYS", "nobody");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo("{\"detail\":\"The requested resource was not found.\",\"code\":\"not_found\"}");
            assertThat(calls.status("NOBODY", "nobody").body()).isEqualTo(answer.body());
        }

        @Test
        void hasTheGuidesMembersInTheirOrderAndTimesInTheConfiguredZone() {
            schedule(TestPayloads.valid("T-1"));
            jdbc.sql("""
                    UPDATE import_process
                       SET created_at = '2025-10-07T07:00:21.179194Z', modified_at = '2025-01-07T08:06:38Z'
                     WHERE external_account_number = 'T-1'
                    """).update();
            jdbc.sql("""
                    UPDATE import_event
                       SET occurred_at = '2025-10-07T07:00:21.179194Z'
                     WHERE process_id = (SELECT id FROM import_process WHERE external_account_number = 'T-1')
                    """).update();

            assertThat(calls.status("NORLYS", "T-1").body())
                    .isEqualTo("{\"status\":\"PENDING\",\"kraken_identifier\":null,"
                            + "\"created_at\":\"2025-10-07T09:00:21.179194+02:00\","
                            + "\"modified_at\":\"2025-01-07T09:06:38.000000+01:00\","
                            + "\"latest_event\":{\"event\":\"EVENT_ACCOUNT_IMPORT_PROCESS_CREATED\","
                            + "\"occurred_at\":\"2025-10-07T09:00:21.179194+02:00\",\"data\":null},"
                            + "\"latest_error\":null}");
        }

        @Test
        void showsTheDataOfAnEventAsJson() {
            schedule(TestPayloads.valid("T-2"));
            jdbc.sql("""
                    UPDATE import_event
                       SET data = '{"wave": "spring"}'
                     WHERE process_id = (SELECT id FROM import_process WHERE external_account_number = 'T-2')
                    """).update();
            assertThat(calls.status("NORLYS", "T-2").body()).contains("\"data\":{\"wave\": \"spring\"}");
        }

        @Test
        void tellsWhenItWasScheduled() {
            OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1);
            schedule(TestPayloads.valid("T-3"));
            JsonNode status = JSON.readTree(calls.status("NORLYS", "T-3").body());
            assertThat(OffsetDateTime.parse(status.path("created_at").stringValue()))
                    .isBetween(before, OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a/b",
                    "/",
                    "a/",
                    "//",
                    "a;b",
                    ";v=1",
                    "a%b",
                    "%2F",
                    "100%",
                    "a b",
                    "😀",
                    "a\\b",
                    "..",
                    ".",
                    "../..",
                    "æøå",
                    "a?b",
                    "a#b",
                    "a&b=c",
                    "a+b",
                    "a|b",
                    "<a>",
                    "\"",
                    "'",
                    "{a}",
                    "[a]",
                    "a:b",
                    "a,b",
                    "é̂",
                    "validate",
                    "a.json"
                })
        void isReadAtThePercentEncodedNumberWhateverItHolds(String number) {
            assertThat(schedule(TestPayloads.valid(number)).statusCode()).isEqualTo(201);
            String path = Calls.statusPath("NORLYS", number);
            assertThat(calls.get(path).statusCode()).isEqualTo(200);
            assertThat(calls.get(path.substring(0, path.length() - 1)).body())
                    .isEqualTo(calls.get(path).body());
        }

        @Test
        void isFoundByTheNumberInAnyFormThatIsCleanedToIt() {
            schedule(TestPayloads.valid("Å-1"));
            assertThat(calls.status("NORLYS", " A\u030A-1\u00A0").statusCode()).isEqualTo(200);
        }

        @Test
        void ofTheLongestNumberIsReadable() {
            String number = "😀".repeat(128);
            assertThat(schedule(TestPayloads.valid(number)).statusCode()).isEqualTo(201);
            assertThat(calls.status("NORLYS", number).statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class EveryPath {

        @Test
        void answersTheSameWithAndWithoutTrailingSlashAndNeverRedirects() {
            String body = Calls.enveloped(TestPayloads.valid("P-1"));
            assertThat(calls.post("/v2/data-import/accounts/validate", body).statusCode())
                    .isEqualTo(200);
            assertThat(calls.post("/v2/data-import/accounts?wave=slashes", body).statusCode())
                    .isEqualTo(201);
            assertThat(waveOf("P-1")).isEqualTo("NORLYS/slashes");
            assertThat(calls.get("/v2/data-import/accounts/NORLYS/P-1").statusCode())
                    .isEqualTo(200);
        }

        @Test
        void answersHeadAsGetWithoutBody() {
            schedule(TestPayloads.valid("P-2"));
            HttpResponse<String> head = calls.send("HEAD", Calls.statusPath("NORLYS", "P-2"), BodyPublishers.noBody());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(calls.send("HEAD", Calls.statusPath("NORLYS", "none"), BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/"})
        void listsItsMethodsForOptions(String slash) {
            assertThat(allowed("/v2/data-import/accounts/NORLYS/x" + slash)).isEqualTo("GET,HEAD,OPTIONS");
            assertThat(allowed("/v2/data-import/accounts" + slash)).isEqualTo("POST,OPTIONS");
            assertThat(allowed("/v2/data-import/accounts/validate" + slash)).isEqualTo("POST,OPTIONS");
        }

        private String allowed(String path) {
            HttpResponse<String> options = calls.send("OPTIONS", path, BodyPublishers.noBody());
            assertThat(options.statusCode()).isEqualTo(200);
            assertThat(options.body()).isEmpty();
            return options.headers().firstValue("Allow").orElse("");
        }

        @Test
        void isNeverCached() {
            assertThat(List.of(
                            calls.status("NORLYS", "none"),
                            calls.post(Calls.VALIDATE, Calls.enveloped(TestPayloads.valid("P-3"))),
                            calls.post(Calls.VALIDATE, "{"),
                            calls.send("OPTIONS", Calls.VALIDATE, BodyPublishers.noBody()),
                            calls.get("/v3/api-docs"),
                            calls.get("/actuator/health/liveness")))
                    .allSatisfy(answer -> assertThat(answer.headers().allValues("Cache-Control"))
                            .containsExactly("no-store"));
        }
    }
}
