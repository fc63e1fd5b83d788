package org.accountimport.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.api.ApiTest;
import org.accountimport.api.Calls;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What errors quote of people is shown to those whose role says so. */
@ApiTest
@Import(TestRuns.class)
class QuotedValuesTest {

    private static final WaveName WAVE = new WaveName("NORLYS", "quoted");
    private static final String API = "/v2/data-import/waves/NORLYS/quoted";
    private static final String PAGE = "/console/waves/NORLYS/quoted";
    /** The landline of a wrong payload. */
    private static final String QUOTED = "abcde";

    private static boolean loaded;

    @LocalServerPort
    int port;

    @Autowired
    ApiKeys keys;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    private final List<String> actors = new ArrayList<>();

    @BeforeEach
    void loadOnce() {
        if (!loaded) {
            runs.load(WAVE, TestPayloads.wrong("QUOTED-1"));
            runs.dryRun(WAVE);
            loaded = true;
        }
    }

    private Calls calls(Role role) {
        String name = "q-" + UUID.randomUUID();
        actors.add(name);
        return new Calls(port, keys.create(name, role, List.of(), null, "test").secret());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/data-import/accounts/NORLYS/QUOTED-1/",
                "/v2/data-import/accounts/NORLYS/QUOTED-1/history/",
                API + "/",
                API + "/accounts/",
                API + "/errors.csv",
                API + "/errors.ndjson",
                API + "/error-trend/",
                PAGE,
                PAGE + "/errors",
                PAGE + "/accounts",
                "/console/accounts/NORLYS/QUOTED-1"
            })
    void viewersAndImportersSeeWhereItIsWrongButNotWhatItSays(String path) {
        for (Role role : List.of(Role.VIEWER, Role.IMPORTER)) {
            HttpResponse<String> answer = calls(role).get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).as(role.name()).doesNotContain(QUOTED);
        }
        assertThat(filesDisclosed()).as("nothing was shown to anybody").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "ADMIN"})
    void whoeverMayRevealSeesValuesThroughTheApi(Role role) {
        Calls calls = calls(role);
        for (String path : List.of(API + "/accounts/", API + "/errors.csv", API + "/errors.ndjson")) {
            assertThat(calls.get(path).body()).as(path).contains(QUOTED);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void theConsoleShowsThemToOperatorsOnRequest(Role role) {
        boolean operator = role.includes(Role.OPERATOR);
        Calls calls = calls(role);
        assertThat(calls.get("/console/accounts/NORLYS/QUOTED-1").body()).doesNotContain(QUOTED);
        HttpResponse<String> revealed = calls.submit("/console/accounts/NORLYS/QUOTED-1/reveal", "");
        HttpResponse<String> file = calls.submit(PAGE + "/files/errors.csv", "");
        assertThat(revealed.statusCode()).isEqualTo(operator ? 200 : 403);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(revealed.body().contains(QUOTED)).isEqualTo(operator);
        assertThat(file.body().contains(QUOTED)).isEqualTo(operator);
        assertThat(file.body()).contains("QUOTED-1", "invalid_phone_number");
    }

    @Test
    void filesOfPayloadsAreForOperators() {
        assertThat(calls(Role.IMPORTER).get(API + "/failed-payloads.ndjson").statusCode())
                .isEqualTo(403);
        assertThat(calls(Role.OPERATOR).get(API + "/failed-payloads.ndjson").body())
                .contains(QUOTED);
        assertThat(filesDisclosed()).containsExactly("failed_payloads of quoted: 1");
    }

    /** The same files by either door. */
    @Test
    void whatIsHandedOutIsRecordedWithHowMuchItWas() {
        Calls calls = calls(Role.OPERATOR);
        List.of("/errors.csv", "/errors.ndjson", "/failed-payloads.ndjson", "/unprocessed-payloads.ndjson")
                .forEach(file -> assertThat(calls.get(API + file).statusCode()).isEqualTo(200));
        List.of("/errors.csv", "/failed-payloads.ndjson", "/unprocessed-payloads.ndjson")
                .forEach(file -> assertThat(
                                calls.submit(PAGE + "/files" + file, "").statusCode())
                        .isEqualTo(200));
        assertThat(filesDisclosed())
                .containsExactly(
                        "errors of quoted: 1",
                        "errors of quoted: 1",
                        "failed_payloads of quoted: 1",
                        "unprocessed_payloads of quoted: 1",
                        "errors of quoted: 1",
                        "failed_payloads of quoted: 1",
                        "unprocessed_payloads of quoted: 1");
    }

    /** To the keys of this test. */
    private List<String> filesDisclosed() {
        return jdbc.sql("""
                SELECT disclosed || ' of ' || wave.name || ': ' || items
                  FROM personal_data_disclosure disclosure
                  JOIN wave ON wave.id = wave_id
                 WHERE actor = ANY (:actors)
                   AND disclosed_at > now() - interval '1 hour'
                 ORDER BY disclosure.id
                """)
                .param("actors", actors.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
