package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.payload.Framing;
import org.accountimport.payload.Violation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final PayloadValidator VALIDATOR =
            new PayloadValidator(Suppliers.configured(), path -> true, CasesTest.CLOCK);

    private static Verdict judge(String... members) {
        String body =
                "{\"import_supplier\": \"NORLYS\", \"external_account_number\": \"E\", \"operations_team_name\": \"Team A\","
                        + " \"account_type\": \"SYSTEM\", \"billing_address1\": \"x\", \"billing_postcode\": \"9000\""
                        + List.of(members).stream().map(member -> ", " + member).collect(Collectors.joining()) + "}";
        return VALIDATOR.validate(body.getBytes(StandardCharsets.UTF_8), Framing.EITHER);
    }

    private static String references(String... values) {
        return "\"references\": ["
                + List.of(values).stream()
                        .map(value -> "{\"namespace\": \"norlys.crm-id\", \"value\": \"" + value + "\"}")
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private static AccountReference reference(String value) {
        return new AccountReference("NORLYS", "norlys.crm-id", value);
    }

    @Nested
    class References {

        @Test
        void areThereToBeLookedUp() {
            assertThat(judge().references()).isEmpty();
            assertThat(judge(references("a", "b", " a")).references()).containsExactly(reference("a"), reference("b"));
            assertThat(judge(references("a"), "\"zzz\": 1").references()).containsExactly(reference("a"));
        }

        @Test
        void thatAreTakenRejectThePayload() {
            Verdict verdict = judge(references("a", "b", "a")).withTaken(Set.of(reference("a"), reference("other")));
            assertThat(verdict).isInstanceOf(Rejected.class);
            assertThat(verdict.account()).isNotNull();
            assertThat(verdict.violations())
                    .extracting(Violation::attr)
                    .containsExactly("references.0.value", "references.2.value");
            assertThat(verdict.references()).containsExactly(reference("a"), reference("b"));
        }

        @Test
        void thatAreFreeChangeNothing() {
            Verdict verdict = judge(references("a"));
            assertThat(verdict.withTaken(Set.of(reference("b"))))
                    .isSameAs(verdict)
                    .isInstanceOf(Accepted.class);
            Verdict rejected = judge(references("a"), "\"zzz\": 1");
            assertThat(rejected.withTaken(Set.of())).isSameAs(rejected);
        }

        @Test
        void takeTheirPlaceAmongTheOtherViolations() {
            Verdict verdict = judge(
                    references("a"),
                    "\"date_of_sale\": \"2999-01-01\"",
                    "\"operations_team_name2\": 1",
                    "\"supply_addresses\": [{\"customer_at_supply_address_from_date\": \"2023-01-01\","
                            + " \"supply_postcode\": \"9000\", \"supply_address1\": \"1\"}]");
            assertThat(verdict.withTaken(Set.of(reference("a"))).violations())
                    .extracting(Violation::code)
                    .containsExactly(
                            "unknown_field",
                            "date_in_future",
                            "reference_already_exists",
                            "system_account_has_a_supply_address",
                            "invalid_address");
        }

        @Test
        void areNotLookedUpWhenThereAreNone() {
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            assertThat(VALIDATOR
                            .validate(body, Framing.EITHER, references -> {
                                throw new AssertionError("asked for nothing");
                            })
                            .violations())
                    .hasSize(2);
        }
    }

    @Nested
    class TooManyViolations {

        @Test
        void areCounted() {
            assertThat(judge(unknown(1_000)).violations()).hasSize(1_000);
            assertThat(judge(unknown(1_001)).violations())
                    .hasSize(1_001)
                    .last()
                    .isEqualTo(new Violation(
                            "non_field_errors", "too_many_violations", "1 more violation is not listed here."));
            assertThat(judge(unknown(1_005)).violations())
                    .hasSize(1_001)
                    .last()
                    .extracting(Violation::detail)
                    .isEqualTo("5 more violations are not listed here.");
        }

        @Test
        void ofBothPhasesShareTheRoom() {
            assertThat(judge(unknown(998), namespaces(5)).violations())
                    .hasSize(1_001)
                    .extracting(Violation::code)
                    .endsWith(
                            "unknown_field",
                            "invalid_reference_namespace",
                            "invalid_reference_namespace",
                            "too_many_violations");
        }

        @Test
        void ofTheSecondPhaseAreTheFirstInOrderHoweverManyThereAre() {
            int count = 20_000;
            Verdict verdict = judge("\"unknown_occupier\": true", namespaces(count));
            assertThat(verdict.violations()).hasSize(1_001);
            assertThat(verdict.violations().get(999).attr()).isEqualTo("references.999.namespace");
            assertThat(verdict.violations().get(1_000).detail()).startsWith((count - 1_000) + " more");
        }

        @Test
        void keepTheirOrderWhenReferencesTurnOutToBeTaken() {
            Verdict verdict = judge(namespaces(1_200));
            Set<AccountReference> taken = verdict.references();
            List<String> attrs = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                attrs.add("references." + i + ".namespace");
                attrs.add("references." + i + ".value");
            }
            attrs.add("non_field_errors");
            Verdict after = verdict.withTaken(taken);
            assertThat(after.violations()).extracting(Violation::attr).containsExactlyElementsOf(attrs);
            assertThat(after.violations().get(1_000).detail()).startsWith("1400 more");
        }

        private static String unknown(int count) {
            return IntStream.range(0, count).mapToObj(i -> "\"u" + i + "\": 1").collect(Collectors.joining(", "));
        }

        private static String namespaces(int count) {
            return "\"references\": ["
                    + IntStream.range(0, count)
                            .mapToObj(i -> "{\"namespace\": \"n\", \"value\": \"" + i + "\"}")
                            .collect(Collectors.joining(", "))
                    + "]";
        }
    }

    @Nested
    class ARejection {

        @Test
        void ofABodyThatIsNoJsonTellsWhere() {
            Verdict verdict = VALIDATOR.validate("{\n  x".getBytes(StandardCharsets.UTF_8), Framing.ENVELOPE);
            assertThat(verdict.parseError())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.line()).isEqualTo(2));
            assertThat(verdict.account()).isNull();
            assertThat(verdict.references()).isEmpty();
        }

        @Test
        void ofAPayloadTellsNoPlaceInTheText() {
            assertThat(judge("\"zzz\": 1").parseError()).isNull();
            assertThat(judge("\"zzz\": 1").account()).isNotNull();
        }
    }

    @Test
    void aSupplierWithoutAKnownSalesChannelIsRefusedAtStart() {
        assertThatThrownBy(() -> new PayloadValidator(
                        Suppliers.from(Map.of("account-import.suppliers[NORLYS].default-sales-channel", "PIGEON")),
                        path -> true,
                        CasesTest.CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account-import.suppliers.NORLYS.default-sales-channel is PIGEON")
                .hasMessageContaining("DIRECT");
    }
}
