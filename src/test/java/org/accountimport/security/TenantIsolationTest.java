package org.accountimport.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever has a key of one import supplier can neither see nor guess anything of another: what the other has is answered, to the
 * last header, as what nobody has.
 */
@ApiTest
@Import(TestRuns.class)
class TenantIsolationTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OWN = "NORLYS_STRICT";
    private static final String OTHER = "NORLYS";
    private static final WaveName OWN_WAVE = new WaveName(OWN, "tenant-own");
    private static final WaveName OTHER_WAVE = new WaveName(OTHER, "tenant-other");
    private static final String NOBODYS_RUN = "987654321";

    private static @Nullable String key;
    private static long ownRun;
    private static long otherRun;

    @LocalServerPort
    int port;

    @Autowired
    ApiKeys keys;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    private Calls calls = new Calls(0);

    /** The other's wave has everything: accounts that are imported, wrong and withdrawn, runs, a reconciliation. */
    @BeforeEach
    void loadTwoSuppliersOnce() {
        if (key == null) {
            runs.load(OTHER_WAVE, TestPayloads.valid("TENANT-1"), TestPayloads.wrong("TENANT-2"));
            runs.dryRun(OTHER_WAVE);
            otherRun = runs.importWave(OTHER_WAVE).jobExecutionId();
            runs.load(OWN_WAVE, ofOwn("TENANT-1"), ofOwn("TENANT-OWN"));
            ownRun = runs.dryRun(OWN_WAVE).jobExecutionId();
            key = keys.create("tenant", Role.ADMIN, List.of(OWN), null, "test").secret();
        }
        calls = new Calls(port, key);
    }

    private static String ofOwn(String number) {
        return ofSupplier(number, OWN);
    }

    private static String ofSupplier(String number, String supplier) {
        return TestPayloads.edited(number, payload -> payload.put("import_supplier", supplier));
    }

    /** All of an answer but the time, and what is random in every page. */
    private record Seen(int status, Map<String, List<String>> headers, String body) {

        static Seen of(HttpResponse<String> answer) {
            Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
            headers.remove("date");
            headers.replaceAll((name, values) -> values.stream()
                    .map(value -> value.replaceAll("(" + Visitor.FORM + "=)[^;]+", "$1…"))
                    .toList());
            return new Seen(answer.statusCode(), headers, answer.body().replaceAll("[A-Za-z0-9_-]{96}", "TOKEN"));
        }
    }

    private Seen ask(String method, String path) {
        if (method.equals("GET")) {
            return Seen.of(calls.get(path));
        }
        return Seen.of(
                path.startsWith("/console")
                        ? calls.submit(path, "typedName=tenant-other&by=M&reconciliation=1")
                        : path.endsWith("/accounts/")
                                ? calls.post(
                                        path,
                                        TestPayloads.valid("TENANT-3").getBytes(UTF_8),
                                        "Content-Type",
                                        "application/x-ndjson")
                                : calls.post(
                                        path,
                                        "{\"job\":\"import\",\"confirm\":true,\"reconciliation\":1,\"by\":\"M\"}"));
    }

    /** What a request might have changed. */
    private Map<String, Long> traces() {
        return List.of(
                        "SELECT count(*) FROM import_event",
                        "SELECT count(*) FROM import_process WHERE status = 'CANCELLED'",
                        "SELECT count(*) FROM import_process",
                        "SELECT count(*) FROM import_payload",
                        "SELECT count(*) FROM batch_job_execution",
                        "SELECT count(*) FROM batch_job_execution WHERE status IN ('STOPPING', 'ABANDONED')",
                        "SELECT count(*) FROM reconciliation",
                        "SELECT count(*) FROM personal_data_disclosure",
                        "SELECT count(*) FROM wave")
                .stream()
                .collect(Collectors.toMap(
                        sql -> sql, sql -> jdbc.sql(sql).query(Long.class).single()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,  /v2/data-import/accounts/{s}/{n}/
            GET,  /v2/data-import/accounts/{s}/{n}/history/
            POST, /v2/data-import/accounts/{s}/{n}/cancel/
            GET,  /v2/data-import/waves/{s}/{w}/
            GET,  /v2/data-import/waves/{s}/{w}/accounts/
            GET,  /v2/data-import/waves/{s}/{w}/accounts/?status=PROCESSED&limit=1
            POST, /v2/data-import/waves/{s}/{w}/accounts/
            GET,  /v2/data-import/waves/{s}/{w}/error-trend/
            GET,  /v2/data-import/waves/{s}/{w}/errors.csv
            GET,  /v2/data-import/waves/{s}/{w}/errors.ndjson
            GET,  /v2/data-import/waves/{s}/{w}/failed-payloads.ndjson
            GET,  /v2/data-import/waves/{s}/{w}/unprocessed-payloads.ndjson
            GET,  /v2/data-import/waves/{s}/{w}/reconciliation/
            POST, /v2/data-import/waves/{s}/{w}/reconciliation/
            POST, /v2/data-import/waves/{s}/{w}/reconciliation/sign-off/
            GET,  /v2/data-import/waves/{s}/{w}/purge-certificate/
            POST, /v2/data-import/waves/{s}/{w}/job-executions/
            POST, /v2/data-import/waves/{s}/{w}/rollback/
            POST, /v2/data-import/waves/{s}/{w}/cancel/
            GET,  /console/accounts/{s}/{n}
            POST, /console/accounts/{s}/{n}/reveal
            GET,  /console/waves/{s}/{w}
            GET,  /console/waves/{s}/{w}/progress
            GET,  /console/waves/{s}/{w}/errors
            GET,  /console/waves/{s}/{w}/accounts
            GET,  /console/waves/{s}/{w}/actions/import
            POST, /console/waves/{s}/{w}/actions/cancel
            POST, /console/waves/{s}/{w}/files/errors.csv
            POST, /console/waves/{s}/{w}/files/failed-payloads.ndjson
            POST, /console/waves/{s}/{w}/files/unprocessed-payloads.ndjson
            GET,  /console/waves/{s}/{w}/reconciliation
            POST, /console/waves/{s}/{w}/reconciliation
            POST, /console/waves/{s}/{w}/reconciliation/sign-off
            """)
    void theOthersThingsAreAnsweredAsWhatNobodyHas(String method, String path) {
        Map<String, Long> before = traces();
        Seen theirs = ask(method, filled(path, OTHER, "tenant-other", "TENANT-1"));
        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs).isEqualTo(ask(method, filled(path, OTHER, "tenant-nobody", "TENANT-nobody")));
        assertThat(theirs).isEqualTo(ask(method, filled(path, "NOBODY", "tenant-other", "TENANT-1")));
        if (method.equals("GET") && !path.contains("?")) {
            Seen itsOwn = ask(method, filled(path, OWN, "tenant-nobody", "TENANT-nobody"));
            assertThat(itsOwn.status()).isEqualTo(404);
            assertThat(withoutVersions(itsOwn.body())).isEqualTo(withoutVersions(theirs.body()));
        }
        assertThat(traces()).isEqualTo(before);
    }

    /** Pages that are refused before a controller is asked name their scripts without versions. */
    private static String withoutVersions(String page) {
        return page.replaceAll("(/webjars/[a-z.]+)/[0-9.]+/", "$1/");
    }

    private static String filled(String path, String supplier, String wave, String number) {
        return path.replace("{s}", supplier).replace("{w}", wave).replace("{n}", number);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,  /v2/data-import/job-executions/{id}/
            GET,  /v2/data-import/job-executions/{id}/drift/
            POST, /v2/data-import/job-executions/{id}/stop/
            POST, /v2/data-import/job-executions/{id}/restart/
            POST, /v2/data-import/job-executions/{id}/abandon/
            GET,  /console/runs/{id}
            GET,  /console/runs/{id}/progress
            GET,  /console/runs/{id}/actions/restart
            POST, /console/runs/{id}/actions/stop
            """)
    void theOthersRunsAreAnsweredAsRunsThatNeverWere(String method, String path) {
        Map<String, Long> before = traces();
        Seen theirs = ask(method, path.replace("{id}", Long.toString(otherRun)));
        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs).isEqualTo(ask(method, path.replace("{id}", NOBODYS_RUN)));
        assertThat(traces()).isEqualTo(before);
    }

    /** While these tables are locked, whoever looked into them would wait, and be answered 503. */
    @Test
    void nothingIsLookedUpToRefuseIt() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE wave, import_process, import_payload, import_event, account, reconciliation"
                    + " IN ACCESS EXCLUSIVE MODE");
            for (String path : List.of(
                    "/v2/data-import/accounts/NORLYS/TENANT-1/",
                    "/v2/data-import/waves/NORLYS/tenant-other/",
                    "/v2/data-import/waves/NORLYS/tenant-other/errors.csv",
                    "/console/waves/NORLYS/tenant-other",
                    "/console/accounts/NORLYS/TENANT-1")) {
                assertThat(calls.get(path).statusCode()).as(path).isEqualTo(404);
            }
            connection.rollback();
        }
    }

    @Test
    void itsOwnAccountOfTheSameNumberIsNotTheOthers() {
        JsonNode status = JSON.readTree(calls.status(OWN, "TENANT-1").body());
        assertThat(status.path("import_status")
                        .stringValue(status.path("status").stringValue("")))
                .startsWith("DRY_RUN");
        assertThat(calls.get("/v2/data-import/job-executions/" + ownRun + "/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void wavesOfOthersAreNotListed() {
        HttpResponse<String> answer = calls.get("/v2/data-import/waves/?limit=1000");
        assertThat(answer.body()).contains(OWN_WAVE.name());
        assertThat(suppliersNamedIn(answer.body())).containsOnly(OWN);
        assertThat(Seen.of(calls.get("/v2/data-import/waves/?import_supplier=NORLYS")))
                .isEqualTo(Seen.of(calls.get("/v2/data-import/waves/?import_supplier=NOBODY")));
    }

    private static List<String> suppliersNamedIn(String body) {
        return JSON.readTree(body).findValues("import_supplier").stream()
                .map(value -> value.stringValue(""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/waves", "/console/schedules", "/v2/data-import/job-definitions/"})
    void listsDoNotNameTheOther(String path) {
        HttpResponse<String> answer = calls.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContainPattern("NORLYS(?!_STRICT)").doesNotContain("tenant-other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TENANT-2", "tenant-other", "NORLYS/tenant-other"})
    void theSearchFindsNothingOfTheOther(String sought) {
        Seen theirs = ask("GET", "/console/waves?q=" + sought);
        Seen nobodys = ask("GET", "/console/waves?q=" + sought + "-nobody");
        assertThat(theirs.status()).isEqualTo(200);
        assertThat(theirs.body().replace(sought, "…")).isEqualTo(nobodys.body().replace(sought + "-nobody", "…"));
    }

    @Test
    void whichOfSeveralSuppliersASearchIsForIsItsOwnAccount() {
        assertThat(calls.get("/console/waves?q=TENANT-1").headers().firstValue("Location"))
                .as("the only one there is for this key")
                .hasValueSatisfying(
                        location -> assertThat(location).endsWith("/console/accounts/NORLYS_STRICT/TENANT-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Calls.VALIDATE, Calls.SCHEDULE, Calls.SCHEDULE + "?wave=tenant-other"})
    void payloadsOfOthersAreNotJudged(String path) {
        Map<String, Long> before = traces();
        Seen imported = payload(path, TestPayloads.valid("TENANT-1"));
        assertThat(imported.status()).isEqualTo(403);
        assertThat(JSON.readTree(imported.body()).path("code").stringValue("")).isEqualTo("permission_denied");
        assertThat(imported)
                .isEqualTo(payload(path, TestPayloads.wrong("TENANT-2")))
                .isEqualTo(payload(path, TestPayloads.valid("TENANT-nobody")))
                .as("of a supplier that is not configured")
                .isEqualTo(payload(path, ofSupplier("TENANT-1", "NOBODY")))
                .isEqualTo(payload(path, ofSupplier("TENANT-1", "norlys")));
        assertThat(traces()).isEqualTo(before);
    }

    private Seen payload(String path, String payload) {
        return Seen.of(calls.post(path, "{\"payload\":" + payload + "}"));
    }

    @Test
    void linesOfOthersAreRejectedAlikeAndQueuedNowhere() {
        Map<String, Long> before = traces();
        String imported = upload(TestPayloads.valid("TENANT-1"));
        assertThat(JSON.readTree(imported).path("queued").asInt(-1)).isZero();
        assertThat(imported.replace("TENANT-1", "…"))
                .isEqualTo(upload(TestPayloads.valid("TENANT-nobody")).replace("TENANT-nobody", "…"))
                .as("of a supplier that is not configured")
                .isEqualTo(upload(ofSupplier("TENANT-1", "NOBODY")).replace("TENANT-1", "…"));
        assertThat(upload("{\"import_supplier\":\"NORLYS\"}")).isEqualTo(upload("{\"import_supplier\":\"NOBODY\"}"));
        assertThat(traces()).isEqualTo(before);
    }

    private String upload(String line) {
        HttpResponse<String> answer = calls.post(
                "/v2/data-import/waves/NORLYS_STRICT/tenant-own/accounts/",
                line.getBytes(UTF_8),
                "Content-Type",
                "application/x-ndjson");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Objects.requireNonNull(answer.body());
    }

    @Test
    void metricsOfAllSuppliersTakeAKeyForAll() {
        assertThat(calls.get("/actuator/prometheus").statusCode()).isEqualTo(403);
    }
}
