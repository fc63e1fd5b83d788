package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.accountimport.TestPayloads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conventions that hold for every call: what is refused, and how. */
@ApiTest
class RefusalsTest {

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
    class WhatAClientAccepts {

        @ParameterizedTest
        @ValueSource(strings = {"*/*", "application/*", "application/json", "text/html, application/json;q=0.1"})
        void mayBeJson(String accept) {
            assertThat(calls.post(Calls.VALIDATE, valid("A-1"), "Content-Type", APPLICATION_JSON, "Accept", accept)
                            .statusCode())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/html", "application/xml", "image/*", "nonsense"})
        void isNotAcceptableOtherwise(String accept) {
            isRefused(
                    calls.post(Calls.VALIDATE, valid("A-2"), "Content-Type", APPLICATION_JSON, "Accept", accept),
                    406,
                    "not_acceptable");
            isRefused(calls.get(Calls.statusPath("NORLYS", "A-2"), "Accept", accept), 406, "not_acceptable");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,    /v2/data-import/accounts/validate/,      POST
            PUT,    /v2/data-import/accounts/,               POST
            GET,    /v2/data-import/accounts,                POST
            DELETE, /v2/data-import/accounts/NORLYS/1/,      GET
            POST,   /v2/data-import/accounts/NORLYS/1,       GET
            PATCH,  /v2/data-import/schema/account.json,     GET
            PUT,    /v2/data-import/waves/NORLYS/w/accounts/, POST
            FOO,    /v2/data-import/accounts/validate/,      POST
            """)
    void aMethodThatAPathDoesNotTakeIsRefusedWithThoseItDoes(String method, String path, String allowed) {
        HttpResponse<String> answer = calls.send(method, path, BodyPublishers.noBody());
        isRefused(answer, 405, "method_not_allowed");
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,     /v2
            GET,     /v2/data-import/accounts/NORLYS//
            GET,     /v2/data-import/accounts/NORLYS/
            GET,     /v2/data-import/accounts/NORLYS/a/b
            POST,    /v2/data-import/nothing/
            OPTIONS, /nothing
            GET,     /error
            GET,     /favicon.ico
            GET,     /application.yml
            GET,     /actuator
            GET,     /actuator/env
            GET,     /actuator/metrics
            """)
    void anUnknownPathIsNotFound(String method, String path) {
        isRefused(calls.send(method, path, BodyPublishers.noBody()), 404, "not_found");
    }

    @Nested
    class WhatTheContainerRefuses {

        private void isRefusedRaw(String request, int status, String code) {
            String answer = calls.raw(request);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer)
                    .contains("Content-Type: application/json\r\n", "Cache-Control: no-store\r\n")
                    .contains("\"code\":\"" + code + "\"", "{\"detail\":\"")
                    .doesNotContain("Tomcat", "Exception", "<html");
        }

        private static String get(String path) {
            return "GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
        }

        private static String post(String headers, String body) {
            return "POST " + Calls.VALIDATE + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\n" + headers + "\r\n" + body;
        }

        @Test
        void isToldInJson() {
            isRefusedRaw("NONSENSE\r\n\r\n", 400, "bad_request");
            isRefusedRaw("GET / HTTP/1.1\r\n\r\n", 400, "bad_request");
            isRefusedRaw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad_request");
            isRefusedRaw("GET / HTTP/9.9\r\nHost: here\r\n\r\n", 505, "http_version_not_supported");
            isRefusedRaw("TRACE / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n", 405, "method_not_allowed");
            isRefusedRaw(post("Content-Length: -1\r\n", ""), 400, "bad_request");
            isRefusedRaw(post("Content-Length: 1\r\nContent-Length: 2\r\n", "{}"), 400, "bad_request");
            isRefusedRaw(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501, "not_implemented");
            isRefusedRaw(post("Expect: nonsense\r\nContent-Length: 2\r\n", "{}"), 417, "expectation_failed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/%zz",
                    "/a|b",
                    "/{a}",
                    "/%",
                    "/%00",
                    "/%FF",
                    "/v2/data-import/accounts/NORLYS/%C3%28/",
                    "/../x"
                })
        void ofAPathIsToldInJson(String path) {
            isRefusedRaw(get(path), 400, "bad_request");
        }

        @Test
        void ofTheQueryIsToldInJson() {
            isRefusedRaw(
                    post("Content-Length: 2\r\n", "{}").replace(Calls.VALIDATE, Calls.SCHEDULE + "?wave=%zz"),
                    400,
                    "bad_request");
        }

        @Test
        void ofTheSizeOfHeadersIsToldInJson() {
            isRefusedRaw(get("/" + "x".repeat(20_000)), 400, "bad_request");
            isRefusedRaw("GET / HTTP/1.1\r\nHost: here\r\nX: " + "x".repeat(20_000) + "\r\n\r\n", 400, "bad_request");
        }

        @Test
        void ofABodyThatBreaksOffIsAParseError() {
            isRefusedRaw(post("Content-Length: 100\r\n", "{\"pay"), 400, "parse_error");
            isRefusedRaw(post("Transfer-Encoding: chunked\r\n", "5\r\n{\"pay\r\n"), 400, "parse_error");
            isRefusedRaw(post("Transfer-Encoding: chunked\r\n", "zz\r\n{\"pay\r\n0\r\n\r\n"), 400, "parse_error");
        }
    }
}
