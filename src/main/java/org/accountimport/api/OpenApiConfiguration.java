package org.accountimport.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document: the controllers say which operations there are, {@code openapi/responses.json} what each answers,
 * {@link ErrorKind} how every operation may refuse. The payload is the JSON Schema that the API serves itself.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
    private static final String NDJSON = org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String PAYLOAD = "Payload";
    private static final String ENVELOPE = "PayloadEnvelope";
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final List<Class<?>> BODIES = List.of(
            ErrorBody.class, AccountStatus.class, AlreadyImported.class, IntakeReport.class, JobDefinitionList.class);

    /**
     * What an operation answers with one status.
     *
     * @param schema   the name of a component, or a list of names, any of which the body may be
     * @param examples by name
     */
    record Answer(String description, Object schema, Map<String, Object> examples) {}

    @Bean
    OpenApiCustomizer accountImportDocument() throws IOException {
        Map<String, Map<String, Answer>> answers =
                read("openapi/responses.json", new TypeReference<Map<String, Map<String, Answer>>>() {});
        Map<String, Object> examplePayload =
                read("openapi/example-payload.json", new TypeReference<Map<String, Object>>() {});
        return document -> {
            document.info(new Info()
                    .title("Account Import")
                    .version("v2")
                    .description(
                            "Validates and imports waves of energy accounts. Callers show no key; the server listens on"
                                    + " its own machine only."));
            document.setServers(null);
            addSchemas(document);
            document.setPaths(withTrailingSlashes(document.getPaths()));
            document.getPaths()
                    .values()
                    .forEach(path -> path.readOperationsMap()
                            .forEach((method, operation) -> describe(operation, method, answers, examplePayload)));
        };
    }

    private static <T> T read(String resource, TypeReference<T> type) throws IOException {
        try (InputStream content = new ClassPathResource(resource).getInputStream()) {
            return MAPPER.readValue(content, type);
        }
    }

    private static void addSchemas(OpenAPI document) {
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        BODIES.forEach(body -> ModelConverters.getInstance(true).readAll(body).forEach(components::addSchemas));
        Schema<Object> latestError = new Schema<>();
        latestError.addAnyOfItem(new Schema<>().$ref(SCHEMAS + "LatestError"));
        latestError.addAnyOfItem(new Schema<>().types(Set.of("null")));
        Schema<?> status = Objects.requireNonNull(components.getSchemas().get("AccountStatus"));
        status.addProperty("latest_error", latestError);
        components.addSchemas("Nothing", new Schema<>().types(Set.of("object")).maxProperties(0));
        components.addSchemas("JsonSchema", new Schema<>().types(Set.of("object")));
        components.addSchemas(PAYLOAD, new Schema<>().$ref(PayloadSchemaController.PATH));
        Schema<Object> envelope = new Schema<>();
        envelope.types(Set.of("object"));
        envelope.addProperty("payload", new Schema<>().$ref(SCHEMAS + PAYLOAD));
        envelope.required(List.of("payload")).additionalProperties(false);
        components.addSchemas(ENVELOPE, envelope);
        document.setComponents(components);
    }

    /** Paths are documented as the contract writes them; they are served without the trailing slash too. */
    private static Paths withTrailingSlashes(Paths paths) {
        Paths written = new Paths();
        paths.forEach((path, item) -> written.addPathItem(path.endsWith(".json") ? path : path + "/", item));
        return written;
    }

    private static void describe(
            Operation operation,
            PathItem.HttpMethod method,
            Map<String, Map<String, Answer>> answers,
            Map<String, Object> examplePayload) {
        ApiResponses responses = new ApiResponses();
        answers.getOrDefault(operation.getOperationId(), Map.of())
                .forEach((status, answer) -> responses.addApiResponse(status, response(answer)));
        responses.addApiResponse("405", refusal(ErrorKind.METHOD_NOT_ALLOWED));
        responses.addApiResponse("406", refusal(ErrorKind.NOT_ACCEPTABLE));
        if (method == PathItem.HttpMethod.POST) {
            boolean single = !"loadWave".equals(operation.getOperationId());
            operation.setRequestBody(single ? account(examplePayload) : lines());
            responses.addApiResponse("408", refusal(ErrorKind.REQUEST_TIMEOUT));
            if (single) {
                responses.addApiResponse("413", refusal(ErrorKind.PAYLOAD_TOO_LARGE));
            }
            responses.addApiResponse("415", refusal(ErrorKind.UNSUPPORTED_MEDIA_TYPE));
        }
        if ("scheduleAccount".equals(operation.getOperationId())) {
            responses.addApiResponse("409", refusal(ErrorKind.IN_PROGRESS));
        }
        responses.addApiResponse("500", refusal(ErrorKind.UNEXPECTED_ERROR));
        responses.addApiResponse("503", refusal(ErrorKind.SERVICE_UNAVAILABLE));
        operation.setResponses(responses);
    }

    private static ApiResponse response(Answer answer) {
        MediaType body = new MediaType().schema(schema(answer.schema()));
        answer.examples().forEach((name, value) -> body.addExamples(name, new Example().value(value)));
        return new ApiResponse().description(answer.description()).content(new Content().addMediaType(JSON, body));
    }

    private static Schema<?> schema(Object names) {
        if (names instanceof List<?> several) {
            Schema<?> anyOf = new Schema<>();
            several.forEach(name -> anyOf.addAnyOfItem(schema(name)));
            return anyOf;
        }
        return new Schema<>().$ref(SCHEMAS + names);
    }

    private static ApiResponse refusal(ErrorKind kind) {
        ErrorBody body =
                kind.status() < 500 ? kind.body() : kind.body().withErrorId("5f0c7a52-58f5-4d0c-9a0e-3b8c54a1f2de");
        Map<String, Object> example = MAPPER.convertValue(body, new TypeReference<Map<String, Object>>() {});
        return response(new Answer(kind.detail(), "Error", Map.of(kind.code(), example)));
    }

    private static RequestBody account(Map<String, Object> examplePayload) {
        MediaType body = new MediaType()
                .schema(new Schema<>().$ref(SCHEMAS + ENVELOPE))
                .addExamples("example", new Example().value(examplePayload));
        return new RequestBody()
                .required(true)
                .description("One account in UTF-8, at most 1,048,576 bytes; `Content-Encoding: gzip` is taken.")
                .content(new Content().addMediaType(JSON, body));
    }

    private static RequestBody lines() {
        Schema<Object> line = new Schema<>();
        line.addOneOfItem(new Schema<>().$ref(SCHEMAS + PAYLOAD));
        line.addOneOfItem(new Schema<>().$ref(SCHEMAS + ENVELOPE));
        return new RequestBody()
                .required(true)
                .description("One account a line, each at most 1,048,576 bytes; `Content-Encoding: gzip` is taken.")
                .content(new Content().addMediaType(NDJSON, new MediaType().schema(line)));
    }
}
