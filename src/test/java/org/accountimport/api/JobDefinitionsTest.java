package org.accountimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped job definitions as the API lists them. */
@ApiTest
class JobDefinitionsTest {

    private static final String PATH = "/v2/data-import/job-definitions/";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void forgetTicks() {
        jdbc.sql("DELETE FROM schedule_tick").update();
    }

    @BeforeEach
    void addATick() {
        jdbc.sql("""
                INSERT INTO schedule_tick (definition, scheduled_at, fired_at, missed, launched, note)
                VALUES ('nightly-dry-run', '2026-11-23T21:00:00Z', '2026-11-24T05:00:00.123456Z', true, '{3,4}', 'late')
                """).update();
    }

    private JsonNode definition(String name) {
        HttpResponse<String> answer = new Calls(port).get(PATH);
        assertThat(answer.statusCode()).isEqualTo(200);
        for (JsonNode definition : JsonMapper.shared().readTree(answer.body()).path("results")) {
            if (definition.path("name").stringValue("").equals(name)) {
                return definition;
            }
        }
        throw new AssertionError("There is no definition " + name);
    }

    @Test
    void haveTheirNextTimeAndWhatCameOfTheLast() {
        JsonNode definition = definition("nightly-dry-run");

        assertThat(definition.propertyNames())
                .containsExactly(
                        "name",
                        "job",
                        "import_supplier",
                        "wave",
                        "next_wave",
                        "cron",
                        "zone",
                        "window",
                        "options",
                        "catch_up",
                        "enabled",
                        "next_fire_at",
                        "last_tick");
        assertThat(definition.path("job").stringValue("")).isEqualTo("dry-run");
        assertThat(definition.path("import_supplier").stringValue("")).isEqualTo("*");
        assertThat(definition.path("wave").stringValue("")).isEqualTo("{next-iso-week}");
        assertThat(definition.path("next_wave").stringValue("")).matches("\\d{4}-W\\d\\d");
        assertThat(definition.path("enabled").booleanValue(false)).isTrue();
        String next = definition.path("next_fire_at").stringValue("");
        assertThat(next).matches("\\d{4}-\\d\\d-\\d\\dT22:00:00\\.000000\\+0[12]:00");
        assertThat(OffsetDateTime.parse(next)).isAfter(OffsetDateTime.now(java.time.ZoneOffset.UTC));
        assertThat(definition.path("last_tick").toString())
                .isEqualTo("{\"scheduled_at\":\"2026-11-23T22:00:00.000000+01:00\","
                        + "\"fired_at\":\"2026-11-24T06:00:00.123456+01:00\",\"missed\":true,\"launched\":[3,4],"
                        + "\"note\":\"late\"}");
    }

    @Test
    void thatAreDisabledAreDueNoMore() {
        JsonNode definition = definition("nightly-import");

        assertThat(definition.path("enabled").booleanValue(true)).isFalse();
        assertThat(definition.path("next_fire_at").isNull()).isTrue();
        assertThat(definition.path("last_tick").isNull()).isTrue();
        assertThat(definition.path("window").toString())
                .isEqualTo("{\"from\":\"01:00\",\"until\":\"05:30\",\"next_day\":false}");
        assertThat(definition.path("options").path("error_budget").toString())
                .isEqualTo("{\"count\":null,\"share\":0.05,\"minimum_sample\":200,"
                        + "\"by_code\":{\"unexpected_error\":{\"count\":10,\"share\":null}}}");
    }
}
