package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.Framing;
import org.accountimport.payload.Violation;
import org.accountimport.validation.Case;
import org.accountimport.validation.PayloadValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST accounts/}: what is queued, what is refused, and what many clients at once come to. */
@ApiTest
class SchedulingTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PayloadValidator validator;

    private Calls calls = new Calls(0);

    @BeforeEach
    void connect() {
        calls = new Calls(port);
    }

    private static String guideExample() throws IOException {
        try (InputStream example = SchedulingTest.class.getResourceAsStream("/example-payload.json")) {
            return new String(Objects.requireNonNull(example).readAllBytes(), UTF_8);
        }
    }

    private HttpResponse<String> schedule(String payload) {
        return calls.post(Calls.SCHEDULE, Calls.enveloped(payload));
    }

    private long count(String sql, String externalAccountNumber) {
        return jdbc.sql(sql)
                .param("number", externalAccountNumber)
                .query(Long.class)
                .single();
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
    class Schedule {

        @Test
        void queuesTheGuidesExampleAsPending() throws IOException {
            HttpResponse<String> answer = calls.post(Calls.SCHEDULE, guideExample());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("{}");
            assertThat(JSON.readTree(calls.status("NORLYS", "EXTERNAL-1234").body())
                            .path("status")
                            .stringValue())
                    .isEqualTo("PENDING");
            assertThat(waveOf("EXTERNAL-1234")).isEqualTo("NORLYS/api");
        }

        @Test
        void keepsThePayloadAsReceived() {
            String body = "\uFEFF " + Calls.enveloped(TestPayloads.valid("S-0")) + "\n";
            assertThat(calls.post(Calls.SCHEDULE, body).statusCode()).isEqualTo(201);
            byte[] stored = jdbc.sql("""
                            SELECT body
                              FROM import_payload
                             WHERE process_id = (SELECT id FROM import_process WHERE external_account_number = 'S-0')
                            """).query(byte[].class).single();
            assertThat(new String(stored, UTF_8)).isEqualTo(body);
        }

        @Test
        void refusesAWrongPayloadAndQueuesNothing() {
            HttpResponse<String> answer = schedule(TestPayloads.wrong("S-1"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"detail\":\"Could not validate account data.\","
                            + "\"code\":\"import_process_failed_validation\",\"domain\":\"account_import\","
                            + "\"errors\":[{\"detail\":\"abcde is not a valid phone number\","
                            + "\"code\":\"invalid_phone_number\",\"attr\":\"customers.0.landline\"}]}");
            assertThat(calls.status("NORLYS", "S-1").statusCode()).isEqualTo(404);
        }

        @ParameterizedTest
        @MethodSource("org.accountimport.api.SchedulingTest#workedCases")
        void findsWhatValidateFindsInEveryWorkedCase(Case worked) {
            byte[] body = worked.body();
            List<Violation> found = validator.validate(body, Framing.ENVELOPE).violations();

            HttpResponse<String> validated = calls.post(Calls.VALIDATE, body, "Content-Type", "application/json");
            HttpResponse<String> scheduled = calls.post(Calls.SCHEDULE, body, "Content-Type", "application/json");

            assertThat(validated.statusCode()).isEqualTo(found.isEmpty() ? 200 : 400);
            assertThat(scheduled.statusCode()).isEqualTo(found.isEmpty() ? 201 : 400);
            assertThat(errors(validated)).isEqualTo(found);
            assertThat(errors(scheduled)).isEqualTo(found);
        }

        private static List<Violation> errors(HttpResponse<String> answer) {
            return JSON.readTree(answer.body())
                    .path("errors")
                    .valueStream()
                    .map(error -> new Violation(
                            error.path("attr").stringValue(),
                            error.path("code").stringValue(),
                            error.path("detail").stringValue()))
                    .toList();
        }

        @Test
        void refusesAnImportedAccountAsTheGuideDoes() {
            assertThat(schedule(TestPayloads.valid("1234567890")).statusCode()).isEqualTo(201);
            markImported("1234567890", "A-12345678");

            HttpResponse<String> answer = schedule(TestPayloads.valid("1234567890"));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"non_field_errors\":{\"detail\":\"The account import process with the account number"
                            + " 1234567890 has already been imported.\","
                            + "\"code\":\"account_import_process_already_imported\"},"
                            + "\"account_id\":\"A-12345678\"}");
        }

        @Test
        void saysThatAnAccountIsImportedBeforeItJudgesThePayload() {
            schedule(TestPayloads.valid("S-2"));
            markImported("S-2", "A-00005002");
            assertThat(schedule(TestPayloads.wrong("S-2")).body()).contains("already_imported", "A-00005002");
            assertThat(schedule("{\"import_supplier\":\"NORLYS\",\"external_account_number\":\" S-2 \"}")
                            .body())
                    .contains("already_imported");
            assertThat(schedule("{\"import_supplier\":\"NORLYS\"}").body())
                    .contains("import_process_failed_validation");
        }

        @Test
        void replacesWhatWasQueued() {
            schedule(TestPayloads.valid("S-3"));
            String changed = TestPayloads.edited("S-3", payload -> payload.put("billing_name", "Another"));
            assertThat(schedule(changed).statusCode()).isEqualTo(201);
            assertThat(JSON.readTree(calls.status("NORLYS", "S-3").body())
                            .at("/latest_event/event")
                            .stringValue())
                    .isEqualTo("EVENT_ACCOUNT_IMPORT_PROCESS_REPLACED");
        }

        @Test
        void changesNothingForTheSamePayload() {
            schedule(TestPayloads.valid("S-4"));
            String before = calls.status("NORLYS", "S-4").body();
            assertThat(schedule(TestPayloads.valid("S-4")).statusCode()).isEqualTo(201);
            assertThat(calls.status("NORLYS", "S-4").body()).isEqualTo(before);
        }

        @Test
        void queuesInTheWaveThatIsNamed() {
            calls.post(Calls.SCHEDULE + "?wave=first%20wave", Calls.enveloped(TestPayloads.valid("S-5")));
            assertThat(waveOf("S-5")).isEqualTo("NORLYS/first wave");
        }

        @Test
        void leavesAnAccountInItsWaveWhenNoneIsNamed() {
            calls.post(Calls.SCHEDULE + "?wave=spring", Calls.enveloped(TestPayloads.valid("S-6")));
            schedule(TestPayloads.edited("S-6", payload -> payload.put("billing_name", "Another")));
            assertThat(waveOf("S-6")).isEqualTo("NORLYS/spring");
        }

        @ParameterizedTest
        @ValueSource(strings = {"?wave=", "?wave=%20", "?wave=a%00b", "?wave=a&wave=b", "?wave=%0A"})
        void refusesAWaveThatCannotBe(String query) {
            HttpResponse<String> answer =
                    calls.post(Calls.SCHEDULE + query, Calls.enveloped(TestPayloads.valid("S-7")));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"invalid_wave\"").contains("\"detail\":\"");
            assertThat(calls.status("NORLYS", "S-7").statusCode()).isEqualTo(404);
        }

        @Test
        void takesAWaveOfAHundredCharactersAndNoMore() {
            assertThat(calls.post(
                                    Calls.SCHEDULE + "?wave=" + Calls.encoded("😀".repeat(100)),
                                    Calls.enveloped(TestPayloads.valid("S-8")))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(calls.post(
                                    Calls.SCHEDULE + "?wave=" + "a".repeat(101),
                                    Calls.enveloped(TestPayloads.valid("S-8")))
                            .statusCode())
                    .isEqualTo(400);
        }

        @Test
        void makesNoWaveForWhatItDoesNotQueue() {
            schedule(TestPayloads.valid("S-9"));
            markImported("S-9", "A-00005009");
            calls.post(Calls.SCHEDULE + "?wave=never", Calls.enveloped(TestPayloads.valid("S-9")));
            calls.post(Calls.SCHEDULE + "?wave=never", Calls.enveloped(TestPayloads.wrong("S-10")));
            assertThat(count("SELECT count(*) FROM wave WHERE name = :number", "never"))
                    .isZero();
        }
    }

    @Nested
    class SchedulingTheSameAccountFromManySides {

        private static final int CLIENTS = 16;

        private List<Integer> together(String number, boolean differing) throws Exception {
            CyclicBarrier start = new CyclicBarrier(CLIENTS);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Callable<Integer>> sends = IntStream.range(0, CLIENTS)
                        .<Callable<Integer>>mapToObj(i -> () -> {
                            String payload = TestPayloads.edited(
                                    number, edit -> edit.put("billing_name", "Name " + (differing ? i : 0)));
                            start.await();
                            return schedule(payload).statusCode();
                        })
                        .toList();
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : clients.invokeAll(sends)) {
                    answers.add(answer.get());
                }
                return answers;
            } finally {
                clients.shutdownNow();
            }
        }

        private void requireOneOfEach(String number) {
            assertThat(count("SELECT count(*) FROM import_process WHERE external_account_number = :number", number))
                    .isEqualTo(1);
            assertThat(count(
                            "SELECT count(*) FROM import_payload JOIN import_process ON id = process_id"
                                    + " WHERE external_account_number = :number AND version = payload_version",
                            number))
                    .isEqualTo(1);
        }

        @Test
        void makesOneProcessWithOnePayloadAndTellsEveryoneSo() throws Exception {
            assertThat(together("C-1", false)).hasSize(CLIENTS).containsOnly(201);
            requireOneOfEach("C-1");
            assertThat(count(
                            "SELECT payload_version FROM import_process WHERE external_account_number = :number",
                            "C-1"))
                    .isEqualTo(1);
        }

        @Test
        void keepsOneOfDifferingPayloads() throws Exception {
            assertThat(together("C-2", true)).hasSize(CLIENTS).containsOnly(201);
            requireOneOfEach("C-2");
            assertThat(count(
                            "SELECT payload_version FROM import_process WHERE external_account_number = :number",
                            "C-2"))
                    .isEqualTo(CLIENTS);
        }
    }

    static List<Case> workedCases() {
        return Case.in("/cases.json");
    }
}
