package org.accountimport.security;

import static org.accountimport.security.Endpoint.Door.API;
import static org.accountimport.security.Endpoint.Door.CONSOLE;
import static org.accountimport.security.Endpoint.Door.DOCS;
import static org.accountimport.security.Endpoint.SupplierOf.ALL;
import static org.accountimport.security.Endpoint.SupplierOf.ANSWER;
import static org.accountimport.security.Endpoint.SupplierOf.EXECUTION;
import static org.accountimport.security.Endpoint.SupplierOf.NOTHING;
import static org.accountimport.security.Endpoint.SupplierOf.PATH;
import static org.accountimport.security.Endpoint.SupplierOf.PAYLOAD;
import static org.accountimport.security.Role.IMPORTER;
import static org.accountimport.security.Role.OPERATOR;
import static org.accountimport.security.Role.VIEWER;

import java.util.Comparator;
import java.util.List;
import org.accountimport.security.Endpoint.Door;
import org.accountimport.security.Endpoint.SupplierOf;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/** Every endpoint there is, with who may call it. A request for anything else goes nowhere. */
public final class Endpoints {

    private static final String ACCOUNTS = "/v2/data-import/accounts";
    private static final String ACCOUNT = ACCOUNTS + "/{supplier}/{number}";
    private static final String WAVES = "/v2/data-import/waves";
    private static final String WAVE = WAVES + "/{supplier}/{wave}";
    private static final String RUN = "/v2/data-import/job-executions/{id:[0-9]{1,18}}";
    private static final String PAGE_OF_ACCOUNT = "/console/accounts/{supplier}/{number}";
    private static final String PAGE_OF_WAVE = "/console/waves/{supplier}/{wave}";
    private static final String PAGE_OF_RUN = "/console/runs/{id:[0-9]{1,18}}";

    /** The table. */
    public static final List<Endpoint> TABLE = List.of(
            of("POST", ACCOUNTS + "/validate", IMPORTER, PAYLOAD, API).withoutDatabase(),
            of("POST", ACCOUNTS, IMPORTER, PAYLOAD, API),
            of("GET", ACCOUNT, VIEWER, PATH, API),
            of("GET", ACCOUNT + "/history", VIEWER, PATH, API),
            of("POST", ACCOUNT + "/cancel", OPERATOR, PATH, API),
            of("GET", WAVES, VIEWER, ANSWER, API),
            of("GET", WAVE, VIEWER, PATH, API),
            of("GET", WAVE + "/accounts", VIEWER, PATH, API),
            of("POST", WAVE + "/accounts", IMPORTER, PATH, API),
            of("GET", WAVE + "/error-trend", VIEWER, PATH, API),
            of("GET", WAVE + "/errors.csv", VIEWER, PATH, API),
            of("GET", WAVE + "/errors.ndjson", VIEWER, PATH, API),
            of("GET", WAVE + "/failed-payloads.ndjson", OPERATOR, PATH, API),
            of("GET", WAVE + "/unprocessed-payloads.ndjson", OPERATOR, PATH, API),
            of("GET", WAVE + "/reconciliation", VIEWER, PATH, API),
            of("POST", WAVE + "/reconciliation", OPERATOR, PATH, API),
            of("POST", WAVE + "/reconciliation/sign-off", OPERATOR, PATH, API),
            of("GET", WAVE + "/purge-certificate", VIEWER, PATH, API),
            of("POST", WAVE + "/job-executions", OPERATOR, PATH, API),
            of("POST", WAVE + "/rollback", OPERATOR, PATH, API),
            of("POST", WAVE + "/cancel", OPERATOR, PATH, API),
            of("GET", RUN, VIEWER, EXECUTION, API),
            of("GET", RUN + "/drift", VIEWER, EXECUTION, API),
            of("POST", RUN + "/stop", OPERATOR, EXECUTION, API),
            of("POST", RUN + "/restart", OPERATOR, EXECUTION, API),
            of("POST", RUN + "/abandon", OPERATOR, EXECUTION, API),
            of("GET", "/v2/data-import/job-definitions", VIEWER, ANSWER, API),
            of("GET", "/v2/data-import/schema/account.json", VIEWER, NOTHING, API)
                    .withoutDatabase(),
            of("GET", "/actuator/prometheus", VIEWER, ALL, API).withoutDatabase(),
            open("GET", "/actuator/health", API),
            open("GET", "/actuator/health/**", API),
            of("GET", "/error", VIEWER, NOTHING, API),
            of("GET", "/v3/api-docs", VIEWER, NOTHING, API).withoutDatabase(),
            of("GET", "/v3/api-docs.yaml", VIEWER, NOTHING, API).withoutDatabase(),
            of("GET", "/v3/api-docs/swagger-config", VIEWER, NOTHING, DOCS),
            of("GET", "/swagger-ui.html", VIEWER, NOTHING, DOCS),
            of("GET", "/swagger-ui/**", VIEWER, NOTHING, DOCS),
            open("GET", "/login", CONSOLE),
            open("POST", "/login", CONSOLE),
            of("POST", "/logout", VIEWER, NOTHING, CONSOLE),
            open("GET", "/console/assets/**", CONSOLE),
            of("GET", "/", VIEWER, NOTHING, CONSOLE),
            of("GET", "/console", VIEWER, NOTHING, CONSOLE),
            of("GET", "/console/waves", VIEWER, ANSWER, CONSOLE),
            of("GET", PAGE_OF_WAVE, VIEWER, PATH, CONSOLE),
            of("GET", PAGE_OF_WAVE + "/progress", VIEWER, PATH, CONSOLE),
            of("GET", PAGE_OF_WAVE + "/errors", VIEWER, PATH, CONSOLE),
            of("GET", PAGE_OF_WAVE + "/accounts", VIEWER, PATH, CONSOLE),
            of("GET", PAGE_OF_WAVE + "/actions/{action}", OPERATOR, PATH, CONSOLE),
            of("POST", PAGE_OF_WAVE + "/actions/{action}", OPERATOR, PATH, CONSOLE),
            of("POST", PAGE_OF_WAVE + "/files/errors.csv", VIEWER, PATH, CONSOLE),
            of("POST", PAGE_OF_WAVE + "/files/failed-payloads.ndjson", OPERATOR, PATH, CONSOLE),
            of("POST", PAGE_OF_WAVE + "/files/unprocessed-payloads.ndjson", OPERATOR, PATH, CONSOLE),
            of("GET", PAGE_OF_WAVE + "/reconciliation", VIEWER, PATH, CONSOLE),
            of("POST", PAGE_OF_WAVE + "/reconciliation", OPERATOR, PATH, CONSOLE),
            of("POST", PAGE_OF_WAVE + "/reconciliation/sign-off", OPERATOR, PATH, CONSOLE),
            of("GET", PAGE_OF_ACCOUNT, VIEWER, PATH, CONSOLE),
            of("POST", PAGE_OF_ACCOUNT + "/reveal", OPERATOR, PATH, CONSOLE),
            of("GET", PAGE_OF_RUN, VIEWER, EXECUTION, CONSOLE),
            of("GET", PAGE_OF_RUN + "/progress", VIEWER, EXECUTION, CONSOLE),
            of("GET", PAGE_OF_RUN + "/actions/{action}", OPERATOR, EXECUTION, CONSOLE),
            of("POST", PAGE_OF_RUN + "/actions/{action}", OPERATOR, EXECUTION, CONSOLE),
            of("GET", "/console/schedules", VIEWER, ANSWER, CONSOLE),
            of("GET", "/console/{page:^(?!assets$).*$}/**", VIEWER, NOTHING, CONSOLE));

    private Endpoints() {}

    private static Endpoint of(String method, String path, Role least, SupplierOf supplier, Door door) {
        return Endpoint.of(method, path, least, supplier, door);
    }

    private static Endpoint open(String method, String path, Door door) {
        return Endpoint.of(method, path, null, NOTHING, door);
    }

    /**
     * What the table says of a request.
     *
     * @param endpoint null when the path is there, but not with this method
     * @param door     whose path it is
     */
    record Found(@Nullable Endpoint endpoint, Door door) {}

    /** Looks a path up as Spring MVC does: of several that fit, the most particular. Null when there is no such path. */
    static @Nullable Found find(String method, PathContainer path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        List<Endpoint> fitting = TABLE.stream()
                .filter(endpoint -> endpoint.path().matches(path))
                .sorted(Comparator.comparing(Endpoint::path, PathPattern.SPECIFICITY_COMPARATOR))
                .toList();
        return fitting.isEmpty()
                ? null
                : fitting.stream()
                        .filter(endpoint -> endpoint.method().equals(asked))
                        .findFirst()
                        .map(endpoint -> new Found(endpoint, endpoint.door()))
                        .orElseGet(() -> new Found(null, fitting.get(0).door()));
    }
}
