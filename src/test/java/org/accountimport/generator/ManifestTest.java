package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.accountimport.payload.PayloadKey;
import org.accountimport.payload.PayloadKeyReader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ManifestTest {

    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.of(11, 2_000, Waves.TODAY).withWrongShare(0.1).withFirst(50_001);

    @Nested
    class OfAWave {

        private final Waves.Written wave = Waves.write(SETTINGS);
        private final JsonNode manifest = wave.manifest();

        @Test
        void repeatsTheSettings() {
            assertThat(wave.manifestText()).startsWith("""
                            {
                            "settings": {"import_supplier":"NORLYS","seed":11,"accounts":2000,"wrong_share":0.1,\
                            "number_prefix":"NOR-","first":50001,"today":"2026-11-23","broken_lines":0},
                            "wrong": [
                            """);
        }

        @Test
        void listsEveryWrongAccountAtItsLineWithWhatWasPlanted() {
            List<String> listed = new ArrayList<>();
            for (JsonNode wrong : manifest.path("wrong")) {
                String line = wave.lines().get(wrong.path("line").asInt() - 1);
                assertThat(Waves.read(line).path("external_account_number"))
                        .isEqualTo(wrong.path("external_account_number"));
                listed.add(wrong.path("external_account_number").asString() + " " + wrong.path("violations"));
            }

            assertThat(listed)
                    .hasSizeGreaterThan(150)
                    .isEqualTo(Waves.accounts(SETTINGS)
                            .filter(account -> !account.violations().isEmpty())
                            .map(account -> account.externalAccountNumber() + " " + asJson(account.violations()))
                            .toList());
        }

        @Test
        void countsLinesAndCodes() {
            Map<String, Integer> violations = new TreeMap<>();
            Map<String, Integer> firstCodes = new TreeMap<>();
            manifest.path("wrong").forEach(wrong -> {
                wrong.path("violations")
                        .forEach(violation ->
                                violations.merge(violation.path("code").asString(), 1, Integer::sum));
                firstCodes.merge(wrong.path("violations").get(0).path("code").asString(), 1, Integer::sum);
            });

            assertThat(numbers(manifest.path("codes").path("violations"))).isEqualTo(violations);
            assertThat(numbers(manifest.path("codes").path("accounts_by_first_code")))
                    .isEqualTo(firstCodes);
            assertThat(numbers(manifest.path("totals")))
                    .isEqualTo(Map.of(
                            "lines", 2000,
                            "accounts", 2000,
                            "wrong_accounts", manifest.path("wrong").size(),
                            "rejected_lines", 0));
            assertThat(wave.summary().wrongAccounts())
                    .isEqualTo(manifest.path("wrong").size());
        }

        @Test
        void holdsTheControlTotalsOfTheRightAccounts() {
            List<JsonNode> right = Waves.accounts(SETTINGS)
                    .filter(account -> account.violations().isEmpty())
                    .map(account -> Waves.read(account.json()))
                    .toList();
            JsonNode totals = manifest.path("control_totals_of_right_accounts");

            assertThat(totals.path("accounts").asInt()).isEqualTo(right.size());
            for (String list :
                    List.of("customers", "ledgers", "statements", "notes", "references", "supply_addresses")) {
                assertThat(totals.path(list).asInt())
                        .as(list)
                        .isEqualTo(right.stream()
                                .mapToInt(account -> account.path(list).size())
                                .sum());
            }
            Map<String, BigDecimal> amounts = new TreeMap<>();
            Map<String, Integer> counts = new TreeMap<>();
            Map<String, BigDecimal> balances = new TreeMap<>();
            for (JsonNode account : right) {
                for (JsonNode ledger : account.path("ledgers")) {
                    balances.merge(
                            ledger.path("ledger_code").asString(),
                            decimal(ledger.path("ledger_balance")),
                            BigDecimal::add);
                    for (String list : List.of("current_statement_transactions", "historical_statement_transactions")) {
                        for (JsonNode transaction : ledger.path(list)) {
                            String type = transaction.path("type").asString();
                            counts.merge(type, 1, Integer::sum);
                            amounts.merge(type, decimal(transaction.path("amount")), BigDecimal::add);
                        }
                    }
                }
            }
            assertThat(numbers(totals.path("transactions"))).isEqualTo(counts);
            assertThat(decimals(totals.path("amounts"))).isEqualTo(amounts);
            assertThat(decimals(totals.path("ledger_balances"))).isEqualTo(balances);
            assertThat(decimal(totals.path("signed_amounts")))
                    .isEqualByComparingTo(decimal(totals.path("amounts").path("PAYMENT"))
                            .add(decimal(totals.path("amounts").path("CREDIT")))
                            .subtract(decimal(totals.path("amounts").path("CHARGE")))
                            .subtract(decimal(totals.path("amounts").path("REPAYMENT"))));
            assertThat(decimal(totals.path("transfer_balance")))
                    .isEqualByComparingTo(right.stream()
                            .map(account -> decimal(account.path("transfer_balance")))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    @Nested
    class OfAWaveWithBrokenLines {

        private final Waves.Written wave = Waves.write(SETTINGS.withBrokenLines(40));

        @Test
        void listsThemAsTheIntakeRefusesThem() {
            PayloadKeyReader intake = new PayloadKeyReader(Set.of("NORLYS", "NORLYS_STRICT"));
            List<String> refused = new ArrayList<>();
            List<byte[]> lines = rawLines();
            for (int i = 0; i < lines.size(); i++) {
                if (intake.read(lines.get(i)) instanceof PayloadKey.Refused no) {
                    refused.add((i + 1) + " " + no.violation().attr() + " "
                            + no.violation().code());
                }
            }
            List<String> listed = new ArrayList<>();
            wave.manifest()
                    .path("rejects")
                    .forEach(reject -> listed.add(reject.path("line").asString() + " "
                            + reject.path("attr").asString() + " "
                            + reject.path("code").asString()));

            assertThat(listed).hasSize(40).isEqualTo(refused);
            assertThat(listed.stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                    .contains("parse_error", "required", "invalid_choice");
        }

        @Test
        void leavesTheAccountsAsTheyWere() {
            List<String> lines = rawLines().stream()
                    .map(line -> new String(line, StandardCharsets.UTF_8))
                    .toList();

            assertThat(lines).hasSize(2_040).containsAll(Waves.write(SETTINGS).lines());
            assertThat(wave.summary().lines()).isEqualTo(2_040);
            for (JsonNode wrong : wave.manifest().path("wrong")) {
                assertThat(lines.get(wrong.path("line").asInt() - 1))
                        .contains(wrong.path("external_account_number").asString());
            }
        }

        private List<byte[]> rawLines() {
            List<byte[]> lines = new ArrayList<>();
            int start = 0;
            byte[] bytes = wave.bytes();
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    lines.add(Arrays.copyOfRange(bytes, start, i));
                    start = i + 1;
                }
            }
            return lines;
        }
    }

    private static String asJson(List<ExpectedViolation> violations) {
        return violations.stream()
                .map(violation -> "{\"attr\":\"" + violation.attr() + "\",\"code\":\"" + violation.code() + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Map<String, Integer> numbers(JsonNode object) {
        Map<String, Integer> numbers = new TreeMap<>();
        object.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asInt()));
        return numbers;
    }

    private static Map<String, BigDecimal> decimals(JsonNode object) {
        Map<String, BigDecimal> decimals = new TreeMap<>();
        object.properties().forEach(entry -> decimals.put(entry.getKey(), decimal(entry.getValue())));
        return decimals;
    }

    private static BigDecimal decimal(JsonNode amount) {
        return amount.isMissingNode()
                ? BigDecimal.ZERO
                : amount.isString() ? new BigDecimal(amount.asString()) : amount.decimalValue();
    }
}
