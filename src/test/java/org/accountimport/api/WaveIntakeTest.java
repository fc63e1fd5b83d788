package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.importprocess.Intake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code POST {wave}/accounts/}: NDJSON into a wave's queue. */
@ApiTest
class WaveIntakeTest {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private Calls calls = new Calls(0);

    @BeforeEach
    void connect() {
        calls = new Calls(port);
    }

    private static String path(String wave) {
        return "/v2/data-import/waves/NORLYS/" + Calls.encoded(wave) + "/accounts/";
    }

    private HttpResponse<String> load(String wave, String lines) {
        return calls.post(path(wave), lines.getBytes(UTF_8), "Content-Type", "application/x-ndjson");
    }

    private static String lines(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestPayloads.valid(prefix + i))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private long queuedIn(String wave) {
        return jdbc.sql("SELECT count(*) FROM import_process JOIN wave ON wave.id = wave_id WHERE wave.name = :wave")
                .param("wave", wave)
                .query(Long.class)
                .single();
    }

    @Test
    void countsWhatBecameOfTheLines() {
        String first = lines("I-", 3);
        assertThat(load("intake", first).body())
                .isEqualTo("{\"read\":3,\"queued\":3,\"replaced\":0,\"unchanged\":0,\"rejected\":0,\"rejects\":[]}");
        assertThat(load("intake", first).body())
                .isEqualTo("{\"read\":3,\"queued\":0,\"replaced\":0,\"unchanged\":3,\"rejected\":0,\"rejects\":[]}");
        String second = TestPayloads.wrong("I-0") + "\r\n\r\n" + Calls.enveloped(TestPayloads.valid("I-9"));
        assertThat(load("intake", second).body())
                .isEqualTo("{\"read\":2,\"queued\":1,\"replaced\":1,\"unchanged\":0,\"rejected\":0,\"rejects\":[]}");
        assertThat(queuedIn("intake")).isEqualTo(4);
    }

    @Test
    void rejectsByLineWhatCannotBeQueued() {
        load("rejects", TestPayloads.valid("R-imported"));
        jdbc.sql("""
                UPDATE import_process
                   SET status = 'PROCESSED', account_number = 'A-0000000R'
                 WHERE external_account_number = 'R-imported'
                """).update();
        String lines = String.join(
                "\n",
                TestPayloads.wrong("R-imported"),
                TestPayloads.valid("R-1"),
                "{not json",
                "[]",
                "{\"import_supplier\":\"NORLYS\"}",
                "{\"external_account_number\":\"R-2\"}",
                "{\"import_supplier\":\"NOBODY\",\"external_account_number\":\"R-3\"}",
                "",
                TestPayloads.edited("R-4", payload -> payload.put("import_supplier", "NORLYS_STRICT")),
                TestPayloads.edited(
                        "R-5", payload -> payload.put("billing_name", "x".repeat(Intake.MAX_PAYLOAD_BYTES))),
                "{\"import_supplier\":\"NORLYS\",\"external_account_number\":7}",
                TestPayloads.valid("R-6"));

        HttpResponse<String> answer = load("rejects", lines);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"read\":11,\"queued\":2,\"replaced\":0,\"unchanged\":0,\"rejected\":9,\"rejects\":["
                        + "{\"line\":1,\"code\":\"account_import_process_already_imported\",\"detail\":"
                        + "\"external_account_number: This account has been imported already, with another payload.\"},"
                        + "{\"line\":3,\"code\":\"parse_error\",\"detail\":"
                        + "\"non_field_errors: The request body cannot be read as JSON: it is not JSON (line 1, column 2).\"},"
                        + "{\"line\":4,\"code\":\"invalid\",\"detail\":\"non_field_errors: This is not a valid object.\"},"
                        + "{\"line\":5,\"code\":\"required\",\"detail\":\"external_account_number: A value is needed here.\"},"
                        + "{\"line\":6,\"code\":\"required\",\"detail\":\"import_supplier: A value is needed here.\"},"
                        + "{\"line\":7,\"code\":\"other_supplier\",\"detail\":"
                        + "\"import_supplier: The wave NORLYS/rejects takes accounts of NORLYS only.\"},"
                        + "{\"line\":9,\"code\":\"other_supplier\",\"detail\":"
                        + "\"import_supplier: The wave NORLYS/rejects takes accounts of NORLYS only.\"},"
                        + "{\"line\":10,\"code\":\"payload_too_large\",\"detail\":\"A line holds at most 1048576 bytes.\"},"
                        + "{\"line\":11,\"code\":\"invalid\",\"detail\":\"external_account_number: This is not a valid text.\"}"
                        + "]}");
        assertThat(queuedIn("rejects")).isEqualTo(3);
    }

    @Test
    void listsTheFirstHundredRejectsInTheOrderOfTheLines() {
        load("many rejects", TestPayloads.valid("M-imported"));
        jdbc.sql("""
                UPDATE import_process
                   SET status = 'PROCESSED', account_number = 'A-0000000M'
                 WHERE external_account_number = 'M-imported'
                """).update();
        String body = load("many rejects", TestPayloads.wrong("M-imported") + "\n" + "nonsense\n".repeat(150))
                .body();
        assertThat(body).contains("\"rejected\":151").contains("{\"line\":1,\"code\":\"account_import_process_already");
        assertThat(body).contains("{\"line\":100,").doesNotContain("{\"line\":101,");
    }

    @Test
    void leavesBusinessRulesToTheDryRun() {
        assertThat(load("business", TestPayloads.wrong("B-wrong")).body()).contains("\"queued\":1");
    }

    @Test
    void takesGzipInSeveralMembers() {
        byte[] first = Calls.gzip(lines("Z-", 500).getBytes(UTF_8));
        byte[] second = Calls.gzip(lines("Z2-", 500).getBytes(UTF_8));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        HttpResponse<String> answer =
                calls.post(path("packed"), both, "Content-Type", "application/x-ndjson", "Content-Encoding", "gzip");
        assertThat(answer.body()).contains("\"read\":1000,\"queued\":1000");
    }

    @Test
    void keepsWhatCameBeforeABodyBrokeOffAndSaysSo() {
        byte[] packed = Calls.gzip(lines("K-", 3_000).getBytes(UTF_8));
        HttpResponse<String> answer = calls.post(
                path("broken"),
                Arrays.copyOf(packed, packed.length - 1_000),
                "Content-Type",
                "application/x-ndjson",
                "Content-Encoding",
                "gzip");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"code\":\"parse_error\"", "send all of it again", "\"read\":" + queuedIn("broken"));
        assertThat(queuedIn("broken")).isBetween(1L, 2_999L);
    }

    @Test
    void keepsWhatCameBeforeTheConnectionBrokeOff() {
        String line = TestPayloads.valid("K2-1");
        String answer = calls.raw("POST " + path("cut") + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n" + line + "\n{\"import");
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"read\":1,\"queued\":1", "ends before it is complete");
        assertThat(queuedIn("cut")).isEqualTo(1);
    }

    @Test
    void streamsWhatIsLargerThanMemoryWouldLike() {
        byte[] line = (TestPayloads.edited("H-1", payload -> payload.put("billing_name", "x".repeat(1_000_000))) + "\n")
                .getBytes(UTF_8);
        long lines = 400;
        HttpResponse<String> answer = calls.send(
                "POST",
                path("huge"),
                BodyPublishers.ofInputStream(() -> new Repeated(line, lines)),
                "Content-Type",
                "application/x-ndjson");
        assertThat(answer.body()).contains("\"read\":400,\"queued\":1,\"replaced\":0,\"unchanged\":399");
    }

    /** The same line over and over: some hundred megabytes that nobody holds. */
    private static final class Repeated extends InputStream {

        private final byte[] line;
        private final long end;
        private long position;

        Repeated(byte[] line, long times) {
            this.line = line;
            this.end = line.length * times;
        }

        @Override
        public int read() throws IOException {
            return position == end ? -1 : line[(int) (position++ % line.length)] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == end) {
                return -1;
            }
            int from = (int) (position % line.length);
            int count = Math.min(length, line.length - from);
            System.arraycopy(line, from, target, offset, count);
            position += count;
            return count;
        }
    }

    @Test
    void ofNoLinesChangesNothing() {
        assertThat(load("empty", "\n\n").body())
                .isEqualTo("{\"read\":0,\"queued\":0,\"replaced\":0,\"unchanged\":0,\"rejected\":0,\"rejects\":[]}");
        assertThat(jdbc.sql("SELECT count(*) FROM wave WHERE name = 'empty'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void ofAnUnknownSupplierIsNotFound() {
        HttpResponse<String> answer = calls.post(
                "/v2/data-import/waves/NOBODY/w/accounts/", new byte[0], "Content-Type", "application/x-ndjson");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":\"The requested resource was not found.\",\"code\":\"not_found\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "a\tb"})
    void refusesAWaveThatCannotBe(String wave) {
        HttpResponse<String> answer = load(wave, TestPayloads.valid("W-1"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid_wave\"");
    }

    @Test
    void takesAWaveWhoseNameHoldsSlashes() {
        assertThat(load("2026/48; 100%", TestPayloads.valid("W-2")).statusCode())
                .isEqualTo(200);
        assertThat(queuedIn("2026/48; 100%")).isEqualTo(1);
    }

    @Test
    void takesNothingButNdjson() {
        HttpResponse<String> answer = calls.post(path("types"), lines("X-", 1));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("\"code\":\"unsupported_media_type\"", "application/x-ndjson");
    }
}
