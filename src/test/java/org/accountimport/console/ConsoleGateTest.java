package org.accountimport.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.api.ApiTest;
import org.accountimport.api.Calls;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What browsers are told, and what other sites cannot do. Needs no browser. */
@ApiTest
@Import(TestRuns.class)
class ConsoleGateTest {

    private static final WaveName WAVE = new WaveName("NORLYS", "gate");
    private static final String CANCEL = "/console/waves/NORLYS/gate/actions/cancel";
    private static final byte[] FORM = "typedName=gate".getBytes(UTF_8);

    @LocalServerPort
    int port;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    private Calls calls = new Calls(0);

    @BeforeEach
    void load() {
        calls = new Calls(port);
        runs.load(WAVE, TestPayloads.valid("gate 1"));
    }

    private String status() {
        return jdbc.sql("SELECT status FROM import_process WHERE external_account_number = 'gate 1'")
                .query(String.class)
                .single();
    }

    private HttpResponse<String> post(String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/x-www-form-urlencoded";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return calls.post(CANCEL, FORM, all);
    }

    @ParameterizedTest(name = "from {0}, fetched {1}")
    @CsvSource(textBlock = """
            http://evil.example,   cross-site
            http://evil.example,
            http://localhost:1,    same-site
            http://localhost:1,
            null,
            null,                  same-origin
            ,                      cross-site
            ,                      same-site
            ,                      none
            ,
            """)
    void nobodyElseChangesAnything(@Nullable String origin, @Nullable String site) {
        String[] headers = origin == null
                ? site == null ? new String[0] : new String[] {"Sec-Fetch-Site", site}
                : site == null
                        ? new String[] {"Origin", origin}
                        : new String[] {"Origin", origin, "Sec-Fetch-Site", site};
        HttpResponse<String> answer = post(headers);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("did not come from a page of the console");
        assertThat(status()).isEqualTo("PENDING");
    }

    @Test
    void aPageOfTheConsoleItselfMay() {
        String ours = "http://127.0.0.1:" + port;
        assertThat(post("Origin", ours, "Sec-Fetch-Site", "same-origin").statusCode())
                .isEqualTo(303);
        assertThat(status()).isEqualTo("CANCELLED");
        HttpResponse<String> again = post("Origin", ours);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("Every account of this wave is imported or withdrawn already.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console", "/console/waves", "/console/assets/console.css", "/console/nothing"})
    void browsersLoadAndRunNothingFromElsewhere(String path) {
        HttpResponse<String> answer = calls.get(path);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    @Test
    void aNameOfAnotherSiteThatPointsHereIsNotAnswered() {
        assertThat(calls.raw(
                        "GET /console/waves HTTP/1.1\r\nHost: evil.example:" + port + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/assets/console.css",
                "/console/assets/console.js",
                "/console/assets/icon.svg",
                "/console/assets/webjars/htmx.org/dist/htmx.min.js",
                "/console/assets/webjars/chart.js/dist/chart.umd.min.js"
            })
    void filesComeFromTheJarAndAreAskedForAgainByWhatTheyHold(String path) {
        HttpResponse<String> answer = calls.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        String hash = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).doesNotContain("no-store");
        assertThat(calls.get(path, "If-None-Match", hash).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing",
                "/console/runs/999999999",
                "/console/runs/x",
                "/console/waves/NORLYS/nowhere",
                "/console/waves/NORLYS/nowhere/accounts",
                "/console/waves/NORLYS/nowhere/reconciliation",
                "/console/waves/NORLYS/nowhere/actions/import",
                "/console/waves/NORLYS/gate/actions/explode",
                "/console/accounts/NORLYS/nobody"
            })
    void whatIsNotThereIsSaidOnAPage(String path) {
        HttpResponse<String> answer = calls.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("<h1>Not found</h1>");
    }

    @Test
    void whatIsNotUnderstoodIsSaidOnAPage() {
        HttpResponse<String> answer = calls.get("/console/waves/NORLYS/gate/accounts?status=DONE");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<h1>Not understood</h1>");
    }

    @Test
    void numbersAndDatesAreDanishForWhoeverPrefersDanish() {
        jdbc.sql(
                        "UPDATE import_process SET modified_at = '2026-11-24T13:05:00+01:00' WHERE external_account_number = 'gate 1'")
                .update();
        String path = "/console/waves/NORLYS/gate/accounts";
        assertThat(calls.get(path, "Accept-Language", "da,en;q=0.5").body()).contains("24. nov. 2026 13.05 CET");
        assertThat(calls.get(path, "Accept-Language", "de,en;q=0.5").body()).contains("24 Nov 2026, 13:05 CET");
        assertThat(calls.get(path).body()).contains("24 Nov 2026, 13:05 CET", "Europe/Copenhagen (CET)");
    }
}
