package org.accountimport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Payloads for tests: the founding document's example, with another account number and what a test changes. */
public final class TestPayloads {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode EXAMPLE = read();

    private TestPayloads() {}

    /** A payload that breaks no rule, on one line. */
    public static String valid(String externalAccountNumber) {
        return edited(externalAccountNumber, payload -> {});
    }

    /** A payload with one violation: {@code customers.0.landline} / {@code invalid_phone_number}. */
    public static String wrong(String externalAccountNumber) {
        return edited(
                externalAccountNumber,
                payload -> ((ObjectNode) payload.path("customers").path(0)).put("landline", "abcde"));
    }

    public static String edited(String externalAccountNumber, Consumer<ObjectNode> edit) {
        ObjectNode payload = ((ObjectNode) EXAMPLE.path("payload")).deepCopy();
        payload.put("external_account_number", externalAccountNumber);
        edit.accept(payload);
        return payload.toString();
    }

    private static JsonNode read() {
        try (InputStream example = TestPayloads.class.getResourceAsStream("/example-payload.json")) {
            return JSON.readTree(Objects.requireNonNull(example));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
