package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.accountimport.TestPayloads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the server tells about itself: schema, OpenAPI document, probes, and who may call. */
@ApiTest
class ServerTest {

    /** Every operation may refuse a key. */
    private static final Set<String> KEY_REFUSED = Set.of("401", "403");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SCHEMA = "/v2/data-import/schema/account.json";

    @LocalServerPort
    int port;

    private Calls calls = new Calls(0);

    @BeforeEach
    void connect() {
        calls = new Calls(port);
    }

    @Nested
    class ThePayloadsSchema {

        @Test
        void isServedAsItStandsInTheJar() throws IOException {
            HttpResponse<String> answer = calls.get(SCHEMA);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            try (InputStream schema = ServerTest.class.getResourceAsStream("/account.schema.json")) {
                assertThat(answer.body().getBytes(UTF_8))
                        .isEqualTo(Objects.requireNonNull(schema).readAllBytes());
            }
        }

        @Test
        void tellsAValidPayloadFromAWrongOne() {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(calls.get(SCHEMA).body(), InputFormat.JSON);
            assertThat(schema.validate(TestPayloads.valid("1"), InputFormat.JSON))
                    .isEmpty();
            assertThat(schema.validate(TestPayloads.edited("1", payload -> payload.put("zzz", 1)), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Nested
    class TheOpenApiDocument {

        private JsonNode document() {
            return JSON.readTree(calls.get("/v3/api-docs").body());
        }

        @Test
        void isOpenApi31() {
            assertThat(document().path("openapi").stringValue("")).startsWith("3.1");
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                /v2/data-import/accounts/validate/,                     post, 200 400 405 406 408 413 415 429 500 503
                /v2/data-import/accounts/,                              post, 201 400 405 406 408 409 413 415 429 500 503
                /v2/data-import/accounts/{supplier}/{number}/,          get,  200 404 405 406 500 503
                /v2/data-import/waves/{supplier}/{wave}/accounts/,      post, 200 400 404 405 406 408 413 415 429 500 503
                /v2/data-import/job-definitions/,                       get,  200 405 406 500 503
                /v2/data-import/schema/account.json,                    get,  200 405 406 500 503
                /v2/data-import/accounts/{supplier}/{number}/history/,  get,  200 404 405 406 500 503
                /v2/data-import/accounts/{supplier}/{number}/cancel/,   post, 200 404 405 406 500 503
                /v2/data-import/waves/,                                 get,  200 400 405 406 500 503
                /v2/data-import/waves/{supplier}/{wave}/,               get,  200 400 404 405 406 500 503
                /v2/data-import/waves/{supplier}/{wave}/accounts/,      get,  200 400 404 405 406 500 503
                /v2/data-import/waves/{supplier}/{wave}/error-trend/,   get,  200 400 404 405 406 500 503
                /v2/data-import/waves/{supplier}/{wave}/cancel/,        post, 200 400 404 405 406 500 503
                /v2/data-import/waves/{supplier}/{wave}/errors.csv,     get,  200 400 404 405 406 429 500 503
                /v2/data-import/waves/{supplier}/{wave}/errors.ndjson,  get,  200 400 404 405 406 429 500 503
                /v2/data-import/waves/{supplier}/{wave}/failed-payloads.ndjson,      get,  200 400 404 405 406 429 500 503
                /v2/data-import/waves/{supplier}/{wave}/unprocessed-payloads.ndjson, get,  200 400 404 405 406 429 500 503
                /v2/data-import/waves/{supplier}/{wave}/job-executions/, post, 202 400 404 405 406 408 409 413 415 500 503
                /v2/data-import/waves/{supplier}/{wave}/rollback/,      post, 202 400 404 405 406 408 409 413 415 500 503
                /v2/data-import/waves/{supplier}/{wave}/reconciliation/, get,  200 400 404 405 406 429 500 503
                /v2/data-import/waves/{supplier}/{wave}/reconciliation/, post, 200 400 404 405 406 409 429 500 503
                /v2/data-import/waves/{supplier}/{wave}/reconciliation/sign-off/, post, 200 400 404 405 406 408 409 413 415 500 503
                /v2/data-import/waves/{supplier}/{wave}/purge-certificate/, get, 200 400 404 405 406 500 503
                /v2/data-import/job-executions/{id}/,                   get,  200 404 405 406 500 503
                /v2/data-import/job-executions/{id}/drift/,             get,  200 404 405 406 500 503
                /v2/data-import/job-executions/{id}/stop/,              post, 202 404 405 406 409 500 503
                /v2/data-import/job-executions/{id}/restart/,           post, 202 404 405 406 409 500 503
                /v2/data-import/job-executions/{id}/abandon/,           post, 202 404 405 406 409 500 503
                """)
        void hasEveryEndpointWithEveryStatus(String path, String method, String statuses) {
            JsonNode operation = document().path("paths").path(path).path(method);
            assertThat(operation.path("responses").propertyNames())
                    .contains("401", "403")
                    .filteredOn(status -> !KEY_REFUSED.contains(status))
                    .containsExactlyInAnyOrder(statuses.split(" "));
            operation.path("responses").forEachEntry((status, response) -> {
                assertThat(response.path("description").stringValue("")).isNotBlank();
                if (!path.matches(".*\\.(nd)?json|.*\\.csv") || !status.equals("200")) {
                    assertThat(response.at("/content/application~1json/examples")
                                    .size())
                            .as(path + " " + status)
                            .isPositive();
                }
            });
        }

        @Test
        void hasNothingElse() {
            assertThat(document().path("paths").propertyNames()).hasSize(26);
        }

        @Test
        void hasTheGuidesExamplePayload() {
            assertThat(calls.post(
                                    Calls.VALIDATE,
                                    document()
                                            .path("paths")
                                            .path(Calls.VALIDATE)
                                            .at("/post/requestBody/content/application~1json/examples/example/value")
                                            .toString())
                            .body())
                    .isEqualTo("{}");
        }

        @Test
        void refersToThePayloadsSchemaThatIsServed() {
            assertThat(document().at("/components/schemas/Payload/$ref").stringValue(""))
                    .isEqualTo(SCHEMA);
            assertThat(document()
                            .path("paths")
                            .path(Calls.VALIDATE)
                            .at("/post/requestBody/content/application~1json/schema/$ref")
                            .stringValue(""))
                    .isEqualTo("#/components/schemas/PayloadEnvelope");
        }

        @Test
        void hasExamplesThatFitTheirSchemas() {
            JsonNode document = document();
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            document.path("paths")
                    .forEach(path -> path.forEach(operation -> operation
                            .path("responses")
                            .forEach(response -> {
                                JsonNode body = response.at("/content/application~1json");
                                String schema = "{\"allOf\":[" + body.path("schema") + "],\"components\":"
                                        + withoutPayload(document) + "}";
                                body.path("examples")
                                        .forEach(example -> assertThat(registry.getSchema(schema, InputFormat.JSON)
                                                        .validate(
                                                                example.path("value")
                                                                        .toString(),
                                                                InputFormat.JSON))
                                                .as(example.toString())
                                                .isEmpty());
                            })));
        }

        private static JsonNode withoutPayload(JsonNode document) {
            var components = ((ObjectNode) document.path("components")).deepCopy();
            ((ObjectNode) components.path("schemas")).remove(List.of("Payload"));
            return components;
        }
    }

    @Test
    void theSwaggerUiNeedsNothingFromElsewhere() {
        HttpResponse<String> moved = calls.get("/swagger-ui.html");
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location")).hasValue("/swagger-ui/index.html");
        HttpResponse<String> page = calls.get("/swagger-ui/index.html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui-bundle.js").doesNotContain("http://", "https://");
        assertThat(calls.get("/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        JsonNode config = JSON.readTree(calls.get("/v3/api-docs/swagger-config").body());
        assertThat(config.path("url").stringValue("")).isEqualTo("/v3/api-docs");
        assertThat(config.path("validatorUrl").stringValue("none")).isEmpty();
    }

    @Nested
    class AProbe {

        @ParameterizedTest
        @CsvSource({"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/health/readiness/"})
        void saysOnlyThatItIsUp(String path) {
            HttpResponse<String> answer = calls.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Nested
    class OnlyThisMachine {

        @Test
        void isListenedTo() throws IOException {
            // The same port is free on every other address.
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
                assertThat(other.isBound()).isTrue();
            }
        }
    }

    @Test
    void everyKindOfRefusalHasACodeOfItsOwn() {
        Set<String> codes =
                Arrays.stream(ErrorKind.values()).map(ErrorKind::code).collect(Collectors.toSet());
        assertThat(codes).hasSize(ErrorKind.values().length);
    }
}
