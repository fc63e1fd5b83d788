package org.accountimport.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.api.ApiTest;
import org.accountimport.api.Calls;
import org.accountimport.importprocess.WaveName;
import org.accountimport.security.Endpoint.Door;
import org.accountimport.security.Endpoint.SupplierOf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Calls every endpoint with every kind of key and holds the answers against the table. */
@ApiTest
@Import(TestRuns.class)
class EndpointsTest {

    private static final String OWN = "NORLYS";
    private static final String OTHER = "NORLYS_STRICT";
    /** Mapped, but reached from inside only: from outside there is no such page. */
    private static final Set<String> INNER = Set.of("GET /console/refused");

    private static final Map<String, String> KEYS = new HashMap<>();

    /** By key: one client each, for a client is dear to make. */
    private final Map<String, Calls> callers = new HashMap<>();

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    ApiKeys keys;

    @Autowired
    TestRuns runs;

    private long run;

    @BeforeEach
    void makeKeysAndARun() {
        if (KEYS.isEmpty()) {
            for (Role role : Role.values()) {
                KEYS.put(
                        role + " of all",
                        keys.create("t-" + role, role, List.of(), null, "test").secret());
                KEYS.put(
                        role + " of own",
                        keys.create("t-own-" + role, role, List.of(OWN), null, "test")
                                .secret());
                KEYS.put(
                        role + " of other",
                        keys.create("t-other-" + role, role, List.of(OTHER), null, "test")
                                .secret());
            }
        }
        WaveName wave = new WaveName(OWN, "endpoints");
        runs.load(wave, TestPayloads.valid("endpoints 1"));
        run = runs.dryRun(wave).jobExecutionId();
    }

    @Test
    void everyMappedEndpointStandsInTheTable() {
        Set<String> mapped = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> mapped.addAll(lines(info))));
        mapped.removeAll(INNER);
        Set<String> table = new TreeSet<>();
        Endpoints.TABLE.forEach(
                endpoint -> table.add(endpoint.method() + " " + endpoint.path().getPatternString()));
        assertThat(table).containsAll(mapped);
    }

    private static List<String> lines(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        List<String> lines = new ArrayList<>();
        for (String path : info.getPatternValues()) {
            if (methods.isEmpty()) {
                lines.add("GET " + path);
            }
            methods.forEach(method -> lines.add(method + " " + path));
        }
        return lines;
    }

    @Test
    void everyEndpointAnswersEveryKindOfKeyAsTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : Endpoints.TABLE) {
            if (endpoint.isOpen()) {
                continue;
            }
            hold(endpoint, null, null, false, wrong);
            hold(endpoint, "ai_ffffffffff_" + "x".repeat(43), null, false, wrong);
            hold(endpoint, "nonsense", null, false, wrong);
            for (Role role : Role.values()) {
                hold(endpoint, KEYS.get(role + " of all"), role, true, wrong);
                hold(endpoint, KEYS.get(role + " of own"), role, true, wrong);
                hold(endpoint, KEYS.get(role + " of other"), role, false, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void hold(Endpoint endpoint, @Nullable String key, @Nullable Role role, boolean sees, List<String> wrong) {
        HttpResponse<String> answer = call(endpoint, key);
        boolean all = key != null && key.equals(KEYS.get(role + " of all"));
        int expected = expected(endpoint, role, sees, all);
        boolean right = switch (expected) {
            case 401 ->
                endpoint.door() == Door.API
                        ? answer.statusCode() == 401
                                && answer.headers()
                                        .firstValue("WWW-Authenticate")
                                        .equals(Optional.of("Token"))
                                && answer.body().contains("\"not_authenticated\"")
                        : Set.of(401, 303).contains(answer.statusCode())
                                || (isForged(endpoint, key) && answer.statusCode() == 403);
            case 403 -> answer.statusCode() == 403;
            case 404 -> answer.statusCode() == 404;
            default -> !Set.of(401, 403).contains(answer.statusCode());
        };
        if (!right) {
            wrong.add(endpoint.method() + " " + endpoint.path() + " by " + role
                    + (all ? " of all" : sees ? " of own" : " of other") + ": expected "
                    + (expected == 0 ? "to be let in" : expected) + ", but was " + answer.statusCode());
        }
    }

    /** A form that nobody has signed in for and that carries no token is refused for the token already. */
    private static boolean isForged(Endpoint endpoint, @Nullable String key) {
        return key == null && HttpMethod.POST.matches(endpoint.method());
    }

    private static int expected(Endpoint endpoint, @Nullable Role role, boolean sees, boolean all) {
        if (role == null) {
            return 401;
        }
        if (!role.includes(Objects.requireNonNull(endpoint.least()))) {
            return 403;
        }
        if (endpoint.supplier() == SupplierOf.ALL) {
            return all ? 0 : 403;
        }
        if (sees) {
            return 0;
        }
        return switch (endpoint.supplier()) {
            case PATH, EXECUTION -> 404;
            case PAYLOAD -> 403;
            default -> 0;
        };
    }

    /** What is let in is to change nothing: bodies are empty, and actions are none. */
    private HttpResponse<String> call(Endpoint endpoint, @Nullable String key) {
        String path = endpoint.path()
                .getPatternString()
                .replace("{supplier}", OWN)
                .replace("{wave}", "endpoints")
                .replace("{number}", "endpoints%201")
                .replace("{id:[0-9]{1,18}}", Long.toString(run))
                .replace("{action}", "none")
                .replace("{page:^(?!assets$).*$}", "page")
                .replace("/**", "/index.html");
        Calls calls = callers.computeIfAbsent(String.valueOf(key), caller -> new Calls(port, key));
        if (HttpMethod.GET.matches(endpoint.method())) {
            return calls.get(path);
        }
        if (endpoint.door() == Door.CONSOLE) {
            return calls.submit(path, "");
        }
        return calls.post(
                path,
                endpoint.supplier() == SupplierOf.PAYLOAD ? "{\"payload\":{\"import_supplier\":\"" + OWN + "\"}}" : "");
    }

    @Test
    void whatHasExpiredOrWasRevokedOpensNothing() {
        ApiKeys.Created revoked = keys.create("t-revoked", Role.ADMIN, List.of(), null, "test");
        assertThat(new Calls(port, revoked.secret())
                        .get("/v2/data-import/waves/")
                        .statusCode())
                .isEqualTo(200);
        keys.revoke("t-revoked", "test");
        ApiKeys.Created expired = keys.create(
                "t-expired",
                Role.ADMIN,
                List.of(),
                java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).minusSeconds(1),
                "test");
        for (ApiKeys.Created key : List.of(revoked, expired)) {
            assertThat(new Calls(port, key.secret())
                            .get("/v2/data-import/waves/")
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
