package org.accountimport.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document: the controllers say which operations there are, {@code openapi/operations.json} what each answers,
 * {@link ErrorKind} how every operation may refuse. The payload is the JSON Schema that the API serves itself.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
    private static final String NDJSON = org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String PAYLOAD = "Payload";
    private static final String KEY = "key";
    private static final String ENVELOPE = "PayloadEnvelope";
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String LINES = "loadWave";
    private static final Set<String> SINGLE_ACCOUNT = Set.of("validateAccount", "scheduleAccount");
    private static final List<Class<?>> ANSWERS = List.of(
            ErrorBody.class,
            AccountStatus.class,
            AlreadyImported.class,
            IntakeReport.class,
            ExecutionBody.class,
            DriftBody.class,
            WaveBody.class,
            WaveSummary.class,
            AccountRow.class,
            ErrorTrendBody.class,
            Cancelled.class,
            ReconciliationBody.class,
            HistoryEntry.class,
            JobDefinitionList.class);
    private static final List<Class<?>> REQUESTS =
            List.of(LaunchRequest.class, ReconciliationController.SignOffRequest.class);

    /**
     * What is said of an operation beside what its controller says.
     *
     * @param answers  by status
     * @param refusals names of {@link ErrorKind}, beside those that every operation has
     * @param request  its body; null when it takes none, an account or lines
     */
    record Described(
            Map<String, Answer> answers,
            List<String> refusals,
            @Nullable Body request) {}

    /**
     * What an operation answers with one status.
     *
     * @param type     of the content; null for JSON
     * @param schema   the name of a component, or a list of names, any of which the body may be
     * @param examples by name
     */
    record Answer(String description, @Nullable String type, Object schema, Map<String, Object> examples) {}

    /** What an operation is told. */
    record Body(String schema, Map<String, Object> examples) {}

    @Bean
    OpenApiCustomizer accountImportDocument() throws IOException {
        Map<String, Described> operations =
                read("openapi/operations.json", new TypeReference<Map<String, Described>>() {});
        Map<String, Object> examplePayload =
                read("openapi/example-payload.json", new TypeReference<Map<String, Object>>() {});
        return document -> {
            document.info(new Info()
                    .title("Account Import")
                    .version("v2")
                    .description("Validates and imports waves of energy accounts. Every call shows an API key:"
                            + " `Authorization: Token <key>`."));
            document.setServers(null);
            addSchemas(document);
            addKeys(document);
            document.setPaths(withTrailingSlashes(document.getPaths()));
            document.getPaths()
                    .values()
                    .forEach(path -> path.readOperationsMap()
                            .forEach((method, operation) -> describe(operation, method, operations, examplePayload)));
        };
    }

    private static <T> T read(String resource, TypeReference<T> type) throws IOException {
        try (InputStream content = new ClassPathResource(resource).getInputStream()) {
            return MAPPER.readValue(content, type);
        }
    }

    private static void addKeys(OpenAPI document) {
        document.getComponents()
                .addSecuritySchemes(
                        KEY,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("Authorization")
                                .description("`Token`, a space and the key. To be typed with the word `Token`."));
        document.addSecurityItem(new SecurityRequirement().addList(KEY));
    }

    private static void addSchemas(OpenAPI document) {
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        REQUESTS.forEach(body -> ModelConverters.getInstance(true).readAll(body).forEach(components::addSchemas));
        ANSWERS.forEach(body -> ModelConverters.getInstance(true)
                .readAll(body)
                .forEach((name, schema) -> components.addSchemas(name, complete(schema))));
        orNull(components, "AccountStatus", "latest_error", "LatestError");
        orNull(components, "AccountRow", "latest_error", "LatestError");
        orNull(components, "JobDefinition", "window", "JobWindow");
        orNull(components, "JobDefinition", "last_tick", "JobTick");
        orNull(components, "JobOptions", "error_budget", "JobErrorBudget");
        orNull(components, "WaveSummary", "newest_execution", "Execution");
        orNull(components, "LaunchRequest", "error_budget", "ErrorBudget");
        page(components, "WavesPage", "WaveSummary");
        page(components, "AccountsPage", "AccountRow");
        page(components, "HistoryPage", "HistoryEntry");
        Schema<Object> confirmation = new Schema<>();
        confirmation.types(Set.of("object")).addProperty("confirm", new Schema<>().types(Set.of("boolean")));
        components.addSchemas("Confirmation", confirmation.required(List.of("confirm")));
        components.addSchemas("File", new Schema<>().types(Set.of("string")));
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

    /** An answer has every member, unless its class says otherwise. */
    private static Schema<?> complete(Schema<?> answer) {
        if (answer.getRequired() == null && answer.getProperties() != null) {
            answer.required(List.copyOf(answer.getProperties().keySet()));
        }
        return answer;
    }

    /** An object or null, which annotations cannot say. */
    private static void orNull(Components components, String owner, String property, String object) {
        Schema<Object> either = new Schema<>();
        either.addAnyOfItem(new Schema<>().$ref(SCHEMAS + object));
        either.addAnyOfItem(new Schema<>().types(Set.of("null")));
        Objects.requireNonNull(components.getSchemas().get(owner)).addProperty(property, either);
    }

    private static void page(Components components, String name, String item) {
        Schema<Object> page = new Schema<>();
        page.types(Set.of("object"));
        page.addProperty("results", new ArraySchema().items(new Schema<>().$ref(SCHEMAS + item)));
        page.addProperty("next", new Schema<>().types(Set.of("string", "null")));
        components.addSchemas(name, page.required(List.of("results", "next")));
    }

    /** Paths are documented as the contract writes them; they are served without the trailing slash too. */
    private static Paths withTrailingSlashes(Paths paths) {
        Paths written = new Paths();
        paths.forEach((path, item) ->
                written.addPathItem(path.endsWith("json") || path.endsWith(".csv") ? path : path + "/", item));
        return written;
    }

    private static void describe(
            Operation operation,
            PathItem.HttpMethod method,
            Map<String, Described> operations,
            Map<String, Object> examplePayload) {
        String id = operation.getOperationId();
        Described described = Objects.requireNonNull(operations.get(id), () -> id + " is described nowhere");
        ApiResponses responses = new ApiResponses();
        described.answers().forEach((status, answer) -> responses.addApiResponse(status, response(answer)));
        described.refusals().forEach(name -> refuse(responses, ErrorKind.valueOf(name)));
        refuse(responses, ErrorKind.NOT_AUTHENTICATED);
        refuse(responses, ErrorKind.PERMISSION_DENIED);
        refuse(responses, ErrorKind.METHOD_NOT_ALLOWED);
        refuse(responses, ErrorKind.NOT_ACCEPTABLE);
        RequestBody body = body(id, described, examplePayload);
        if (method == PathItem.HttpMethod.POST && body != null) {
            operation.setRequestBody(body);
            refuse(responses, ErrorKind.REQUEST_TIMEOUT);
            if (!LINES.equals(id)) {
                refuse(responses, ErrorKind.PAYLOAD_TOO_LARGE);
            }
            refuse(responses, ErrorKind.UNSUPPORTED_MEDIA_TYPE);
        }
        refuse(responses, ErrorKind.UNEXPECTED_ERROR);
        refuse(responses, ErrorKind.SERVICE_UNAVAILABLE);
        operation.setResponses(responses);
    }

    private static @Nullable RequestBody body(String id, Described described, Map<String, Object> examplePayload) {
        if (LINES.equals(id)) {
            return lines();
        }
        if (SINGLE_ACCOUNT.contains(id)) {
            return account(examplePayload);
        }
        Body request = described.request();
        if (request == null) {
            return null;
        }
        MediaType content = new MediaType().schema(schema(request.schema()));
        request.examples().forEach((name, value) -> content.addExamples(name, new Example().value(value)));
        return new RequestBody().required(true).content(new Content().addMediaType(JSON, content));
    }

    private static ApiResponse response(Answer answer) {
        MediaType body = new MediaType().schema(schema(answer.schema()));
        answer.examples().forEach((name, value) -> body.addExamples(name, new Example().value(value)));
        String type = Objects.requireNonNullElse(answer.type(), JSON);
        return new ApiResponse().description(answer.description()).content(new Content().addMediaType(type, body));
    }

    /** Adds a refusal; several may have the same status. */
    private static void refuse(ApiResponses responses, ErrorKind kind) {
        ApiResponse refusal = responses.computeIfAbsent(
                Integer.toString(kind.status()),
                status -> response(new Answer(kind.detail(), null, "Error", new LinkedHashMap<>())));
        ErrorBody body =
                kind.status() < 500 ? kind.body() : kind.body().withErrorId("5f0c7a52-58f5-4d0c-9a0e-3b8c54a1f2de");
        Map<String, Object> example = MAPPER.convertValue(body, new TypeReference<Map<String, Object>>() {});
        Objects.requireNonNull(refusal.getContent().get(JSON)).addExamples(kind.code(), new Example().value(example));
    }

    private static Schema<?> schema(Object names) {
        if (names instanceof List<?> several) {
            Schema<?> anyOf = new Schema<>();
            several.forEach(name -> anyOf.addAnyOfItem(schema(name)));
            return anyOf;
        }
        return new Schema<>().$ref(SCHEMAS + names);
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
