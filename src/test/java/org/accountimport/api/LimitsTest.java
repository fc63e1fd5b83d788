package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.accountimport.TestPayloads;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.security.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much of the server one client may take, and what it is told when it wants more. With limits that are soon met. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "account-import.limits.accounts-at-once=2",
            "account-import.limits.accounts-wait=100ms",
            "account-import.limits.uploads-at-once=2",
            "account-import.limits.reports-at-once=1",
            "account-import.limits.upload-lines=2000",
            "account-import.limits.upload-size=20MB",
            "account-import.limits.slow-client-time=600ms",
            "account-import.limits.slow-upload-rate=100KB",
            "account-import.limits.query-time=700ms",
            "account-import.limits.report-time=1200ms",
            "account-import.limits.lock-time=400ms"
        })
@WithTestDatabase
@DirtiesContext
class LimitsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NDJSON = "application/x-ndjson";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    private Calls calls = new Calls(0);

    @BeforeEach
    void connect() {
        calls = new Calls(port);
    }

    private static String upload(String wave) {
        return "/v2/data-import/waves/NORLYS/" + wave + "/accounts/";
    }

    private HttpResponse<String> load(String wave, byte[] lines) {
        return calls.post(upload(wave), lines, "Content-Type", NDJSON);
    }

    private HttpResponse<String> schedule(String number) {
        return calls.post(Calls.SCHEDULE, Calls.enveloped(TestPayloads.valid(number)));
    }

    private long queuedIn(String wave) {
        return jdbc.sql("SELECT count(*) FROM import_process JOIN wave ON wave.id = wave_id WHERE wave.name = :wave")
                .param("wave", wave)
                .query(Long.class)
                .single();
    }

    private static void isRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(JSON.readTree(answer.body()).path("code").stringValue()).isEqualTo(code);
    }

    private static void isThrottled(HttpResponse<String> answer) {
        isRefused(answer, 429, "throttled");
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-9]\\d*");
    }

    /** A request of which more is sent, or not, as a test likes. */
    private final class OpenRequest implements AutoCloseable {

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);

        OpenRequest(String start) throws IOException {
            socket.setSoTimeout(20_000);
            send(Calls.withKey(start, TestKeys.API).getBytes(UTF_8));
        }

        static String upload(String wave, String headers) {
            return "POST " + LimitsTest.upload(wave) + " HTTP/1.1\r\nHost: here\r\nContent-Type: " + NDJSON + "\r\n"
                    + headers + "\r\n";
        }

        void send(byte[] more) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(more);
            out.flush();
        }

        private void sendQuietly() {
            try {
                send(new byte[] {'x'});
            } catch (IOException e) {
                assertThat(socket.isClosed()).isFalse(); // the server has closed; what it said is still to be read
            }
        }

        /** Sends a byte now and then until the server has had enough; returns what it said. */
        String drip() throws IOException {
            socket.setSoTimeout(50);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (System.nanoTime() < deadline) {
                try {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        return answer.toString(UTF_8);
                    }
                    answer.write(next);
                } catch (SocketTimeoutException e) {
                    sendQuietly();
                } catch (SocketException e) {
                    return answer.toString(UTF_8); // closed while bytes were on their way to it
                }
            }
            throw new AssertionError("The server listens for ever: " + answer.toString(UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Nested
    class AsManyAsTheServerTakesAtATime {

        @Test
        void ofAccountsMakeOneMoreWaitAndThenComeAgain() throws Exception {
            schedule("T-0");
            ExecutorService clients = Executors.newFixedThreadPool(6);
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE import_process IN EXCLUSIVE MODE");
                List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    String number = "T-" + i;
                    answers.add(clients.submit(() -> schedule(number)));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<HttpResponse<String>> answer : answers) {
                    statuses.add(answer.get().statusCode());
                    if (answer.get().statusCode() == 429) {
                        isThrottled(answer.get());
                    }
                }
                assertThat(statuses).contains(429).containsOnly(429, 503);
                // Others are not affected.
                assertThat(calls.get("/v2/data-import/waves/").statusCode()).isEqualTo(200);
                connection.rollback();
            } finally {
                clients.shutdownNow();
            }
            assertThat(schedule("T-1").statusCode()).isEqualTo(201);
        }

        /** Each waits for the lock as long as requests do. */
        @Test
        void ofFilesRefuseOneMoreInTheConsoleToo() throws Exception {
            load("files", TestPayloads.valid("FILES-1").getBytes(UTF_8));
            ExecutorService people = Executors.newFixedThreadPool(4);
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE import_process IN ACCESS EXCLUSIVE MODE");
                List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    answers.add(people.submit(() -> calls.submit("/console/waves/NORLYS/files/files/errors.csv", "")));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<HttpResponse<String>> answer : answers) {
                    HttpResponse<String> page = answer.get();
                    statuses.add(page.statusCode());
                    assertThat(page.headers().firstValue("Retry-After")).contains("10");
                    assertThat(page.headers().firstValue("Content-Type").orElse(""))
                            .startsWith("text/html");
                    assertThat(page.headers().firstValue("Content-Disposition")).isEmpty();
                    assertThat(page.body())
                            .contains(
                                    page.statusCode() == 429
                                            ? "As many files and reconciliations as the server makes"
                                            : "Something else is changing the same");
                }
                assertThat(statuses).contains(429).containsOnly(429, 503);
                connection.rollback();
            } finally {
                people.shutdownNow();
            }
        }

        @Test
        void ofUploadsRefuseOneMoreAndNothingElse() throws IOException {
            String start = OpenRequest.upload("turns", "Content-Length: 100000\r\n");
            try (OpenRequest first = new OpenRequest(start);
                    OpenRequest second = new OpenRequest(start)) {
                first.send(new byte[] {'\n'});
                second.send(new byte[] {'\n'});
                await().untilAsserted(() -> isThrottled(load("turns", new byte[] {'\n'})));
                assertThat(schedule("T-9").statusCode()).isEqualTo(201);
            }
            await().untilAsserted(() ->
                    assertThat(load("turns", new byte[] {'\n'}).statusCode()).isEqualTo(200));
        }
    }

    @Nested
    class AClientThatSendsAByteNowAndThen {

        @Test
        void inItsHeadersIsToldSoAndLosesItsConnection() throws IOException {
            try (OpenRequest request =
                    new OpenRequest("GET /v2/data-import/waves/ HTTP/1.1\r\nHost: here\r\nX-Slow: ")) {
                assertThat(request.drip())
                        .startsWith("HTTP/1.1 408 ")
                        .contains("Cache-Control: no-store\r\n", "\"code\":\"request_timeout\"");
            }
        }

        @Test
        void inTheBodyOfAnAccountIsToldSo() throws IOException {
            try (OpenRequest request = new OpenRequest("POST " + Calls.SCHEDULE + " HTTP/1.1\r\nHost: here\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n")) {
                assertThat(request.drip()).startsWith("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"");
            }
        }

        @Test
        void inAnUploadIsToldWhatWasQueued() throws IOException {
            try (OpenRequest request = new OpenRequest(OpenRequest.upload("slow", "Content-Length: 1000000\r\n"))) {
                request.send((TestPayloads.valid("SLOW-1") + "\n").getBytes(UTF_8));
                assertThat(request.drip())
                        .startsWith("HTTP/1.1 408 ")
                        .contains("\"code\":\"request_timeout\"", "\"read\":1,\"queued\":1");
            }
            assertThat(queuedIn("slow")).isEqualTo(1);
        }

        @Test
        void inABodyThatNobodyWantsHoldsNoThread() throws IOException {
            try (OpenRequest request = new OpenRequest("POST " + Calls.SCHEDULE + " HTTP/1.1\r\nHost: here\r\n"
                    + "Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\n")) {
                assertThat(request.drip()).startsWith("HTTP/1.1 415 ").contains("\"code\":\"unsupported_media_type\"");
            }
        }
    }

    @Nested
    class AnUploadThatDoesNotEnd {

        private static byte[] lines(String prefix, int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> TestPayloads.valid(prefix + i))
                    .collect(Collectors.joining("\n", "", "\n"))
                    .getBytes(UTF_8);
        }

        private static void packInto(OutputStream target, byte[] part, int times) throws IOException {
            try (GZIPOutputStream gzip = new GZIPOutputStream(target)) {
                for (int i = 0; i < times; i++) {
                    gzip.write(part);
                }
            }
        }

        private HttpResponse<String> loadPacked(String wave, ByteArrayOutputStream packed) {
            return calls.post(upload(wave), packed.toByteArray(), "Content-Type", NDJSON, "Content-Encoding", "gzip");
        }

        @Test
        void isEndedAfterSoManyLinesAndTellsHowManyAreQueued() {
            byte[] most = lines("L-", 2_000);
            assertThat(load("exactly", most).statusCode()).isEqualTo(200);

            HttpResponse<String> answer = load("lines", lines("M-", 2_001));

            isRefused(answer, 413, "payload_too_large");
            assertThat(answer.body())
                    .contains("\"read\":2000,\"queued\":2000", "2,000 lines", "send the rest in uploads of its own");
            assertThat(queuedIn("lines")).isEqualTo(2_000);
            assertThat(load("lines", lines("M-", 2_000)).body())
                    .contains("\"queued\":0,\"replaced\":0,\"unchanged\":2000");
        }

        @Test
        void isEndedAfterSoManyBytesUnpacked() throws IOException {
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            byte[] megabyte = new byte[1024 * 1024];
            Arrays.fill(megabyte, (byte) 'x');
            packInto(bomb, (TestPayloads.valid("BOMB-1") + "\n").getBytes(UTF_8), 1);
            packInto(bomb, megabyte, 500);

            HttpResponse<String> answer = loadPacked("bomb", bomb);

            isRefused(answer, 413, "payload_too_large");
            assertThat(answer.body()).contains("\"read\":1,\"queued\":1", "20,971,520 bytes, unpacked");
            assertThat(queuedIn("bomb")).isEqualTo(1);
        }

        @Test
        void isEndedWhenItsGzipMembersHoldNothing() throws IOException {
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            packInto(one, new byte[0], 1);
            ByteArrayOutputStream members = new ByteArrayOutputStream();
            for (int i = 0; i < 200_000; i++) {
                members.write(one.toByteArray());
            }
            isRefused(loadPacked("nothing", members), 400, "parse_error");
        }

        @Test
        void isParsedOnceEvenWhenItWasPackedTwice() throws IOException {
            ByteArrayOutputStream inner = new ByteArrayOutputStream();
            packInto(inner, lines("N-", 1), 1);
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            packInto(outer, inner.toByteArray(), 1);
            HttpResponse<String> answer = loadPacked("twice", outer);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"queued\":0").contains("\"code\":\"parse_error\"");
        }
    }

    @Nested
    class AStatementThatTakesTooLong {

        private void isServiceUnavailable(HttpResponse<String> answer, String reason) {
            isRefused(answer, 503, "service_unavailable");
            assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("\\d+");
            assertThat(answer.body()).contains(reason).doesNotContain("SQL", "statement timeout");
        }

        /** Makes reading the table take its time, as a report over far too much would. */
        private void whileReadingIsSlow(String table, String column, Runnable asked) {
            jdbc.sql("ALTER TABLE " + table + " RENAME TO slow_" + table).update();
            jdbc.sql("CREATE VIEW " + table + " AS SELECT slow.* FROM slow_" + table
                            + " slow WHERE pg_sleep(30) IS NOT NULL AND " + column + " IS NOT NULL")
                    .update();
            try {
                asked.run();
            } finally {
                jdbc.sql("DROP VIEW " + table).update();
                jdbc.sql("ALTER TABLE slow_" + table + " RENAME TO " + table).update();
            }
        }

        @Test
        void isServiceUnavailableAndTheConnectionIsUsableAfterwards() {
            assertThat(schedule("Q-1").statusCode()).isEqualTo(201);
            ExecutorService clients = Executors.newFixedThreadPool(5);
            whileReadingIsSlow("import_process", "id", () -> {
                List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 15) // more than connections
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> calls.status("NORLYS", "Q-1"), clients))
                        .toList();
                answers.forEach(answer -> isServiceUnavailable(answer.join(), "did not answer in time"));
            });
            clients.shutdown();
            for (int i = 0; i < 15; i++) {
                assertThat(calls.status("NORLYS", "Q-1").statusCode()).isEqualTo(200);
            }
        }

        @Test
        void mayTakeLongerForAReport() {
            assertThat(schedule("Q-2").statusCode()).isEqualTo(201);
            jdbc.sql("ALTER TABLE wave RENAME TO slow_wave").update();
            jdbc.sql("CREATE VIEW wave AS SELECT slow.* FROM slow_wave slow, (SELECT 1 FROM pg_sleep(0.9)) AS slowly")
                    .update();
            try {
                assertThat(calls.get("/v2/data-import/waves/").statusCode()).isEqualTo(200);
            } finally {
                jdbc.sql("DROP VIEW wave").update();
                jdbc.sql("ALTER TABLE slow_wave RENAME TO wave").update();
            }
        }

        @Test
        void becauseARunHoldsTheRowIsServiceUnavailable() throws SQLException {
            assertThat(schedule("Q-3").statusCode()).isEqualTo(201);
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("SELECT FROM import_process WHERE external_account_number = 'Q-3' FOR UPDATE");
                isServiceUnavailable(
                        calls.post(
                                Calls.SCHEDULE,
                                Calls.enveloped(
                                        TestPayloads.edited("Q-3", edit -> edit.put("billing_name", "Another")))),
                        "changing the same rows");
                isServiceUnavailable(
                        load("locked", TestPayloads.wrong("Q-3").getBytes(UTF_8)), "changing the same rows");
                connection.rollback();
            }
            assertThat(schedule("Q-3").statusCode()).isEqualTo(201);
        }

        @Test
        void hasAllTheTimeOutsideOfRequests() throws SQLException {
            calls.status("NORLYS", "Q-4");
            for (int i = 0; i < 15; i++) {
                try (Connection connection = dataSource.getConnection();
                        Statement statement = connection.createStatement();
                        var setting = statement.executeQuery("SHOW statement_timeout")) {
                    setting.next();
                    assertThat(setting.getString(1)).isEqualTo("0");
                }
            }
        }
    }

    @Nested
    class APage {

        @ParameterizedTest
        @CsvSource({"1, 1", "0, 1", "-5, 1", "3, 3", "1000, 4", "1001, 4", "2147483647, 4"})
        void holdsFromOneToAThousandWhateverIsAskedFor(String limit, int expected) {
            for (int i = 0; i < 4; i++) {
                calls.post(Calls.SCHEDULE + "?wave=pages", Calls.enveloped(TestPayloads.valid("P-" + i)));
            }
            JsonNode page =
                    JSON.readTree(calls.get(upload("pages") + "?limit=" + limit).body());
            assertThat(page.path("results").size()).isEqualTo(expected);
            assertThat(page.path("next").isNull()).isEqualTo(expected == 4);
        }

        @ParameterizedTest
        @ValueSource(strings = {"few", "1.5", "2147483648", "%20"})
        void ofASizeThatIsNoNumberIsRefused(String limit) {
            HttpResponse<String> answer = calls.get("/v2/data-import/waves/?limit=" + limit);
            isRefused(answer, 400, "bad_request");
            assertThat(answer.body()).contains("limit must be a whole number");
        }
    }

    @Test
    void thereAreOnlySoManyHeadersAndParameters() {
        String headers =
                IntStream.range(0, 101).mapToObj(i -> "X-" + i + ": x\r\n").collect(Collectors.joining());
        assertThat(calls.raw("GET /v2/data-import/waves/ HTTP/1.1\r\nHost: here\r\nConnection: close\r\n" + headers
                        + "\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/json\r\n", "\"code\":\"bad_request\"");
        String query = IntStream.range(0, 1_001).mapToObj(i -> "p" + i).collect(Collectors.joining("&"));
        assertThat(calls.raw(
                        "GET /v2/data-import/waves/?" + query + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("Content-Type: application/json\r\n", "\"code\":\"");
    }
}
