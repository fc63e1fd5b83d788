package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.accountimport.TestPayloads;
import org.accountimport.importprocess.Intake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the body of a call about one account may be: JSON, its size, its packing, its type. */
@ApiTest
class RequestBodyTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String APPLICATION_JSON = "application/json";

    @LocalServerPort
    int port;

    private Calls calls = new Calls(0);

    @BeforeEach
    void connect() {
        calls = new Calls(port);
    }

    private static void isRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(APPLICATION_JSON);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("code").stringValue()).isEqualTo(code);
        assertThat(body.path("detail").stringValue()).isNotBlank();
    }

    private static byte[] valid(String number) {
        return Calls.enveloped(TestPayloads.valid(number)).getBytes(UTF_8);
    }

    @Nested
    class ABodyThatIsNoJson {

        @Test
        void isAParseErrorWithLineAndColumn() {
            for (String path : new String[] {Calls.VALIDATE, Calls.SCHEDULE}) {
                assertThat(calls.post(path, "{\n  \"payload\": {]}").body())
                        .isEqualTo("{\"detail\":\"The request body cannot be read as JSON: it is not JSON"
                                + " (line 2, column 15).\",\"code\":\"parse_error\","
                                + "\"errors\":[{\"detail\":\"The request body cannot be read as JSON.\","
                                + "\"code\":\"parse_error\",\"attr\":\"non_field_errors\"}]}");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "nonsense",
                    "{\"payload\":{}} {}",
                    "{\"payload\":{}}x",
                    "{\"payload\":{\"a\":1,\"a\":2}}",
                    "{\"payload\":{},\"payload\":{}}",
                    "{'payload':{}}",
                    "{\"payload\":{\"n\":NaN}}",
                    "{\"payload\":{}} // done"
                })
        void isAParseErrorWhateverItIs(String body) {
            HttpResponse<String> answer = calls.post(Calls.VALIDATE, body);
            isRefused(answer, 400, "parse_error");
            assertThat(JSON.readTree(answer.body()).path("errors").size()).isEqualTo(1);
            assertThat(answer.body()).containsPattern("\\(line \\d+, column \\d+\\)");
        }

        @Test
        void isAParseErrorWhenItIsNotUtf8() {
            byte[] body = valid("N-1");
            body[body.length / 2] = (byte) 0xFF;
            isRefused(calls.post(Calls.VALIDATE, body, "Content-Type", APPLICATION_JSON), 400, "parse_error");
            isRefused(
                    calls.post(
                            Calls.VALIDATE,
                            new String(valid("N-1"), UTF_8).getBytes(StandardCharsets.UTF_16LE),
                            "Content-Type",
                            APPLICATION_JSON),
                    400,
                    "parse_error");
        }

        @Test
        void isAParseErrorWhenItIsNestedTooDeeply() {
            isRefused(
                    calls.post(Calls.VALIDATE, "{\"payload\":" + "[".repeat(32) + "]".repeat(32) + "}"),
                    400,
                    "parse_error");
            isRefused(calls.post(Calls.VALIDATE, "[".repeat(1_000_000)), 400, "parse_error");
        }

        @Test
        void quotesNothingOfTheBody() {
            assertThat(calls.post(Calls.VALIDATE, "{\"payload\": homer@simpson.com")
                            .body())
                    .doesNotContain("simpson");
        }
    }

    @Test
    void aByteOrderMarkBeforeTheDocumentIsAccepted() {
        assertThat(calls.post(Calls.VALIDATE, "\uFEFF" + Calls.enveloped(TestPayloads.valid("B-1")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Nested
    class TheSizeOfABody {

        private static byte[] ofSize(int bytes) {
            byte[] body = new byte[bytes];
            Arrays.fill(body, (byte) ' ');
            byte[] document = valid("L-1");
            System.arraycopy(document, 0, body, 0, document.length);
            return body;
        }

        @Test
        void isAMebibyteAtMost() {
            assertThat(calls.post(Calls.VALIDATE, ofSize(Intake.MAX_PAYLOAD_BYTES), "Content-Type", APPLICATION_JSON)
                            .statusCode())
                    .isEqualTo(200);
            for (String path : new String[] {Calls.VALIDATE, Calls.SCHEDULE}) {
                isRefused(
                        calls.post(path, ofSize(Intake.MAX_PAYLOAD_BYTES + 1), "Content-Type", APPLICATION_JSON),
                        413,
                        "payload_too_large");
            }
        }

        @Test
        void isLimitedInChunksToo() {
            assertThat(chunked(Intake.MAX_PAYLOAD_BYTES).statusCode()).isEqualTo(200);
            isRefused(chunked(Intake.MAX_PAYLOAD_BYTES + 1), 413, "payload_too_large");
            isRefused(chunked(20 * 1024 * 1024), 413, "payload_too_large");
        }

        private HttpResponse<String> chunked(int bytes) {
            return calls.send(
                    "POST",
                    Calls.VALIDATE,
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(ofSize(bytes))),
                    "Content-Type",
                    APPLICATION_JSON);
        }

        @Test
        void isLimitedAfterUnpackingToo() {
            assertThat(packed(ofSize(Intake.MAX_PAYLOAD_BYTES)).statusCode()).isEqualTo(200);
            isRefused(packed(ofSize(Intake.MAX_PAYLOAD_BYTES + 1)), 413, "payload_too_large");
            isRefused(packed(ofSize(200 * 1024 * 1024)), 413, "payload_too_large");
        }

        private HttpResponse<String> packed(byte[] body) {
            return calls.post(
                    Calls.VALIDATE, Calls.gzip(body), "Content-Type", APPLICATION_JSON, "Content-Encoding", "gzip");
        }
    }

    @Nested
    class APackedBody {

        private HttpResponse<String> send(byte[] body, String... encodings) {
            String[] headers = new String[2 + 2 * encodings.length];
            headers[0] = "Content-Type";
            headers[1] = APPLICATION_JSON;
            for (int i = 0; i < encodings.length; i++) {
                headers[2 + 2 * i] = "Content-Encoding";
                headers[3 + 2 * i] = encodings[i];
            }
            return calls.post(Calls.VALIDATE, body, headers);
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip"})
        void isUnpacked(String encoding) {
            assertThat(send(Calls.gzip(valid("G-1")), encoding).statusCode()).isEqualTo(200);
        }

        @Test
        void mayBeInSeveralMembers() {
            byte[] body = valid("G-2");
            byte[] first = Calls.gzip(Arrays.copyOf(body, 100));
            byte[] second = Calls.gzip(Arrays.copyOfRange(body, 100, body.length));
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            assertThat(send(both, "gzip").statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "gzip;q=1"})
        void inAnotherEncodingIsUnsupported(String encoding) {
            HttpResponse<String> answer = send(valid("G-3"), encoding);
            isRefused(answer, 415, "unsupported_media_type");
            assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip");
        }

        @Test
        void thatIsDamagedIsAParseError() {
            byte[] packed = Calls.gzip(valid("G-4"));
            isRefused(send(valid("G-4"), "gzip"), 400, "parse_error");
            isRefused(send(new byte[0], "gzip"), 400, "parse_error");
            isRefused(send(Arrays.copyOf(packed, packed.length / 2), "gzip"), 400, "parse_error");
            isRefused(send(Arrays.copyOf(packed, packed.length - 4), "gzip"), 400, "parse_error");
            packed[packed.length - 6] ^= 1;
            isRefused(send(packed, "gzip"), 400, "parse_error");
        }

        @Test
        void withSomethingAfterItsEndIsAParseError() {
            byte[] packed = Calls.gzip(valid("G-5"));
            byte[] more = Arrays.copyOf(packed, packed.length + 64);
            Arrays.fill(more, packed.length, more.length, (byte) 'x');
            isRefused(send(more, "gzip"), 400, "parse_error");
        }

        @Test
        void whoseHeaderNeverEndsIsAParseError() {
            byte[] endless = new byte[4 * 1024 * 1024];
            Arrays.fill(endless, (byte) 'x');
            byte[] start = {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 0}; // a file name follows
            System.arraycopy(start, 0, endless, 0, start.length);
            isRefused(send(endless, "gzip"), 400, "parse_error");
        }
    }

    @Nested
    class TheTypeOfABody {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json",
                    "Application/JSON",
                    "application/json; charset=utf-8",
                    "application/json;charset=\"UTF-8\"",
                    "application/json; charset=utf8"
                })
        void isJsonInUtf8(String type) {
            assertThat(calls.post(Calls.VALIDATE, valid("J-1"), "Content-Type", type)
                            .statusCode())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "application/xml",
                    "application/x-ndjson",
                    "application/json; charset=iso-8859-1",
                    "application/json; charset=utf-16",
                    "application/json; charset=nonsense",
                    "nonsense",
                    "application/*"
                })
        void isRefusedOtherwise(String type) {
            isRefused(calls.post(Calls.VALIDATE, valid("J-2"), "Content-Type", type), 415, "unsupported_media_type");
        }

        @Test
        void mustBeNamed() {
            HttpResponse<String> answer = calls.post(Calls.VALIDATE, valid("J-3"));
            isRefused(answer, 415, "unsupported_media_type");
            assertThat(answer.body()).contains("application/json");
        }
    }
}
