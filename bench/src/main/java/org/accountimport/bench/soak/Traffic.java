package org.accountimport.bench.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients do all day: ask whether accounts are right, schedule and replace them, look how they stand, load a few lines,
 * while a wave is imported. Each request may be answered as the contract has it, or with 429; anything else is an error. Safe
 * for all threads.
 */
final class Traffic {

    private static final String ACCOUNTS = "/v2/data-import/accounts/";
    private static final String JSON_TYPE = "application/json";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectNode EXAMPLE = example();
    private static final int ACCOUNTS_OF_A_RUN = 400;
    private static final int LINES = 20;
    private static final int THROTTLED = 429;
    /** Whoever sends an account while it is imported, or when it is, is told so. */
    private static final Set<String> RIGHT_DURING_AN_IMPORT =
            Set.of("\"account_import_process_in_progress\"", "\"account_import_process_already_imported\"");

    private final SoakServer server;
    private final Latencies latencies;
    private final String name;
    private final AtomicInteger scheduled = new AtomicInteger();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger imports = new AtomicInteger();
    private volatile String run = "";

    /** @param name tells the accounts of this traffic from those of another */
    Traffic(SoakServer server, Latencies latencies, String name) {
        this.server = server;
        this.latencies = latencies;
        this.name = name;
    }

    private static ObjectNode example() {
        try (InputStream file = Traffic.class.getResourceAsStream("/example-payload.json")) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode account(String number, String billingName) {
        ObjectNode envelope = EXAMPLE.deepCopy();
        ObjectNode payload = (ObjectNode) envelope.path("payload");
        payload.put("external_account_number", number);
        payload.put("billing_name", billingName);
        return envelope;
    }

    private static String wrong(String number) {
        ObjectNode envelope = account(number, "Wrong");
        ((ObjectNode) envelope.at("/payload/customers/0")).put("landline", "abcde");
        return envelope.toString();
    }

    private String number(int i) {
        return name + "-" + i;
    }

    /** Makes sure that there is something to look at. */
    void prepare() {
        schedule();
        load();
    }

    /** One request, of a kind chosen by chance. */
    void request(SplittableRandom random) {
        int kind = random.nextInt(100);
        int some = Math.max(1, scheduled.get());
        if (kind < 30) {
            post("validate, right", ACCOUNTS + "validate/", JSON_TYPE, account("V", "Valid").toString(), Set.of(200));
        } else if (kind < 40) {
            post("validate, wrong", ACCOUNTS + "validate/", JSON_TYPE, wrong("V"), Set.of(400));
        } else if (kind < 60) {
            schedule();
        } else if (kind < 65) {
            post(
                    "replace",
                    ACCOUNTS,
                    JSON_TYPE,
                    account(number(random.nextInt(some)), "Version " + random.nextInt()).toString(),
                    Set.of(201));
        } else if (kind < 90) {
            get("status", ACCOUNTS + "NORLYS/" + number(random.nextInt(some)) + "/", Set.of(200));
        } else if (kind < 93) {
            get("waves", "/v2/data-import/waves/?limit=20", Set.of(200));
        } else if (kind < 96) {
            get("accounts of a wave", "/v2/data-import/waves/NORLYS/api/accounts/?limit=50", Set.of(200));
        } else if (kind < 98 && !run.isEmpty()) {
            get("job execution", run, Set.of(200));
        } else {
            load();
        }
    }

    private void schedule() {
        int next = scheduled.get();
        post("schedule", ACCOUNTS, JSON_TYPE, account(number(next), "First").toString(), Set.of(201));
        scheduled.compareAndSet(next, next + 1);
    }

    private void load() {
        String prefix = name + "-load-" + loads.incrementAndGet() + "-";
        post(
                "load " + LINES + " lines",
                "/v2/data-import/waves/NORLYS/" + name + "/accounts/",
                "application/x-ndjson",
                lines(prefix, LINES),
                Set.of(200));
    }

    private static String lines(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> account(prefix + i, "Loaded").toString())
                .collect(Collectors.joining("\n"));
    }

    /** Loads another wave and imports it, once the one before is through. */
    void keepARunUnderWay() {
        if (!run.isEmpty() && !hasEnded()) {
            return;
        }
        String wave = "/v2/data-import/waves/NORLYS/" + name + "-import-" + imports.incrementAndGet();
        post(
                "load " + ACCOUNTS_OF_A_RUN + " lines",
                wave + "/accounts/",
                "application/x-ndjson",
                lines(wave.substring(wave.lastIndexOf('/') + 1) + "-", ACCOUNTS_OF_A_RUN),
                Set.of(200));
        HttpResponse<String> launched =
                post("launch", wave + "/job-executions/", JSON_TYPE, "{\"job\":\"import\"}", Set.of(202, 404));
        if (launched != null && launched.statusCode() == 202) {
            run = "/v2/data-import/job-executions/" + JSON.readTree(launched.body()).path("id").asLong() + "/";
        }
    }

    private boolean hasEnded() {
        HttpResponse<String> state = get("job execution", run, Set.of(200));
        String status = state == null ? "" : JSON.readTree(state.body()).path("status").stringValue("");
        if (status.equals("FAILED")) {
            latencies.error("A run failed: " + run);
        }
        return !Set.of("STARTING", "STARTED", "STOPPING").contains(status);
    }

    private interface Call {
        HttpResponse<String> send() throws IOException;
    }

    private HttpResponse<String> get(String kind, String path, Set<Integer> expected) {
        return timed(kind, () -> server.get(path), expected);
    }

    private HttpResponse<String> post(String kind, String path, String type, String body, Set<Integer> expected) {
        return timed(kind, () -> server.post(path, type, body), expected);
    }

    private HttpResponse<String> timed(String kind, Call call, Set<Integer> expected) {
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = call.send();
            latencies.add(kind, System.nanoTime() - began, answer.statusCode());
            if (!expected.contains(answer.statusCode())
                    && answer.statusCode() != THROTTLED
                    && RIGHT_DURING_AN_IMPORT.stream().noneMatch(answer.body()::contains)) {
                latencies.error(kind + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            latencies.error(kind + ": " + e);
            return null;
        }
    }
}
