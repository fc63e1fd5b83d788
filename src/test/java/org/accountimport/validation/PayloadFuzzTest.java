package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.accountimport.payload.Framing;
import org.accountimport.payload.Violation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Mutations of the example, in structure and in bytes: whatever comes, there is an answer, and it makes sense. */
class PayloadFuzzTest {

    private static final int STRUCTURAL_MUTATIONS = 50_000;
    private static final int BYTE_MUTATIONS = 50_000;
    private static final PayloadValidator VALIDATOR = new PayloadValidator(
            Suppliers.withFileStore(),
            path -> false,
            Clock.fixed(Instant.parse("2026-07-01T10:00:00Z"), ZoneOffset.UTC));

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "20.0",
            "1e400",
            "1e-400",
            "99999999999999999999999",
            "\"\"",
            "\" \"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[{}]",
            "[[]]",
            "{\"a\": 1}",
            "\"2024-02-29\"",
            "\"2999-01-01\"",
            "\"2024-02-10T12:34:56Z\"",
            "\"DK\"",
            "\"BUSINESS\"",
            "\"NORLYS_STRICT\"",
            "\"NORLYS_FILES\"",
            "\"CHARGE\"",
            "\"QUARTERLY\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"e\\u0301\"",
            "\"+45 12\"",
            "\"test@test.com\"",
            "\"../x\"",
            "\"The\"",
            "\"Occupier\"",
            "[\"a@b.dk\", 5]");

    private static final List<String> NAMES = List.of(
            "payload",
            "zzz",
            "billing_address1",
            "last_billed_to_date",
            "consents",
            "references",
            "contact_emails",
            "tax_items",
            "payment_type",
            "structured_street_address",
            "customer_at_supply_address_to_date",
            "alternative_phone_numbers",
            "document_paths",
            "metadata",
            "billing_document_identifier",
            "property_external_identifier",
            "unknown_occupier");

    @Test
    void ofStructureEachHasAnAnswerThatPointsIntoThePayload() {
        Random random = new Random(20261123);
        List<JsonNode> values = VALUES.stream().map(Case.JSON::readTree).toList();
        ObjectNode example = (ObjectNode) Case.read("/example-payload.json");
        for (int i = 0; i < STRUCTURAL_MUTATIONS; i++) {
            ObjectNode body = example.deepCopy();
            JsonNode payload = body.get("payload");
            int mutations = 1 + random.nextInt(4);
            for (int m = 0; m < mutations; m++) {
                mutate(payload, random, values);
            }
            byte[] bytes = Case.JSON.writeValueAsBytes(body);
            Verdict verdict = VALIDATOR.validate(bytes, Framing.ENVELOPE);
            assertThat(verdict.parseError()).isNull();
            for (Violation violation : verdict.violations()) {
                assertThat(pointsInto(payload, violation))
                        .as("%s in %s", violation, body)
                        .isTrue();
            }
            isRepeatable(bytes, verdict);
            byte[] bare = Case.JSON.writeValueAsBytes(payload);
            if (!payload.has("payload")) {
                assertThat(VALIDATOR.validate(bare, Framing.EITHER).violations())
                        .isEqualTo(verdict.violations());
            }
        }
    }

    @Test
    void ofBytesEachHasAnAnswer() {
        Random random = new Random(42);
        byte[] example = Case.JSON.writeValueAsBytes(Case.read("/example-payload.json"));
        for (int i = 0; i < BYTE_MUTATIONS; i++) {
            byte[] bytes =
                    random.nextInt(8) == 0 ? Arrays.copyOf(example, random.nextInt(example.length)) : example.clone();
            int changes = 1 + random.nextInt(3);
            for (int c = 0; c < changes && bytes.length > 0; c++) {
                bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "{}[]\",:\\ 0e-".charAt(random.nextInt(12));
            }
            Verdict verdict = VALIDATOR.validate(bytes, Framing.EITHER);
            assertThat(verdict.violations().isEmpty()).isEqualTo(verdict instanceof Accepted);
            isRepeatable(bytes, verdict);
        }
    }

    private static void isRepeatable(byte[] bytes, Verdict verdict) {
        Verdict again = VALIDATOR.validate(bytes.clone(), Framing.EITHER);
        if (bytes.length > 0 && verdict.parseError() == null) {
            assertThat(again.violations()).isEqualTo(verdict.violations());
        }
        assertThat(again.parseError()).isEqualTo(verdict.parseError());
    }

    private static void mutate(JsonNode root, Random random, List<JsonNode> values) {
        List<Consumer<JsonNode>> places = new ArrayList<>();
        collect(root, places, random);
        if (!places.isEmpty()) {
            places.get(random.nextInt(places.size()))
                    .accept(values.get(random.nextInt(values.size())).deepCopy());
        }
    }

    /** Everything that can be done to one place: replaced, removed, added beside, repeated. */
    private static void collect(JsonNode node, List<Consumer<JsonNode>> places, Random random) {
        if (node instanceof ObjectNode object) {
            places.add(value -> object.set(NAMES.get(random.nextInt(NAMES.size())), value));
            for (String name : List.copyOf(object.propertyNames())) {
                places.add(value -> object.set(name, value));
                places.add(value -> object.remove(name));
                collect(object.get(name), places, random);
            }
        } else if (node instanceof ArrayNode list) {
            places.add(list::add);
            for (int i = 0; i < list.size(); i++) {
                int position = i;
                places.add(value -> list.set(position, value));
                places.add(value -> list.add(list.get(position).deepCopy()));
                collect(list.get(i), places, random);
            }
        }
    }

    /** The way to the attr exists, but for its last step, which may be missing. */
    private static boolean pointsInto(JsonNode payload, Violation violation) {
        String[] steps = violation.attr().split("\\.", -1);
        JsonNode node = payload;
        for (int i = 0; i < steps.length - 1; i++) {
            node = node instanceof ArrayNode list ? list.get(Integer.parseInt(steps[i])) : node.get(steps[i]);
            if (node == null) {
                return false;
            }
        }
        String last = steps[steps.length - 1];
        boolean missing = node instanceof ArrayNode list
                ? Integer.parseInt(last) >= list.size()
                : node.isObject() && !node.has(last);
        return node.isContainer() && (!missing || !violation.code().equals("unknown_field"));
    }
}
