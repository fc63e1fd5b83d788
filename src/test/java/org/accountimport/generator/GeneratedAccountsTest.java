package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GeneratedAccountsTest {

    private static final int ACCOUNTS = 10_000;

    private static List<byte[]> lines = List.of();
    private static List<JsonNode> accounts = List.of();

    @BeforeAll
    static void generate() {
        lines = Waves.accounts(GeneratorSettings.of(99, ACCOUNTS, Waves.TODAY))
                .map(GeneratedAccount::json)
                .toList();
        accounts = lines.stream().map(Waves::read).toList();
    }

    @Test
    void haveHistoricalTransactionsThatAddUpToTheStatementBalance() {
        for (JsonNode account : accounts) {
            for (JsonNode ledger : account.path("ledgers")) {
                JsonNode historical = ledger.path("historical_statement_transactions");
                if (!historical.isEmpty()) {
                    assertThat(sum(historical)).isEqualByComparingTo(decimal(ledger.path("last_statement_balance")));
                }
            }
        }
    }

    @Test
    void haveStatementBalancesAndOpenTransactionsThatAddUpToTheLedgerBalance() {
        int checked = 0;
        for (JsonNode account : accounts) {
            for (JsonNode ledger : account.path("ledgers")) {
                JsonNode current = ledger.path("current_statement_transactions");
                if (!current.isEmpty() || ledger.has("last_statement_balance")) {
                    checked++;
                    assertThat(decimal(ledger.path("last_statement_balance")).add(sum(current)))
                            .isEqualByComparingTo(decimal(ledger.path("ledger_balance")));
                }
            }
        }
        assertThat(checked).isGreaterThan(ACCOUNTS / 2);
    }

    @Test
    void haveLedgersThatAddUpToTheTransferBalance() {
        for (JsonNode account : accounts) {
            if (account.has("transfer_balance")) {
                BigDecimal ledgers = BigDecimal.ZERO;
                for (JsonNode ledger : account.path("ledgers")) {
                    ledgers = ledgers.add(decimal(ledger.path("ledger_balance")));
                }
                assertThat(ledgers).isEqualByComparingTo(decimal(account.path("transfer_balance")));
            }
        }
    }

    @Test
    void haveTaxItemsThatFollowFromTheirRates() {
        for (JsonNode transaction : transactions()) {
            BigDecimal taxes = BigDecimal.ZERO;
            for (JsonNode tax : transaction.path("tax_items")) {
                BigDecimal exact = decimal(tax.path("rate")).multiply(decimal(tax.path("value_taxed")));
                assertThat(decimal(tax.path("amount")).subtract(exact).abs()).isLessThan(new BigDecimal("0.01"));
                taxes = taxes.add(decimal(tax.path("amount")));
            }
            assertThat(taxes).isLessThan(decimal(transaction.path("amount")));
        }
    }

    @Test
    void haveOneToThreeLedgersOfUpToTenTransactions() {
        for (JsonNode account : accounts) {
            assertThat(account.path("ledgers").size()).isBetween(1, 3);
            for (JsonNode ledger : account.path("ledgers")) {
                assertThat(ledger.path("current_statement_transactions").size()
                                + ledger.path("historical_statement_transactions")
                                        .size())
                        .isBetween(0, 10);
            }
        }
    }

    @Test
    void havePhoneNumbersThatExistInSeveralNotations() throws NumberParseException {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        Set<String> notations = new HashSet<>();
        Set<Integer> countries = new HashSet<>();
        for (JsonNode customer : customers()) {
            List<String> numbers = new ArrayList<>();
            numbers.add(customer.path("mobile").asString(""));
            numbers.add(customer.path("landline").asString(""));
            customer.path("alternative_phone_numbers")
                    .forEach(number -> numbers.add(number.path("phone_number").asString("")));
            for (String number : numbers) {
                if (!number.isEmpty()) {
                    var parsed = phones.parse(number, "DK");
                    assertThat(phones.isValidNumber(parsed)).as(number).isTrue();
                    countries.add(parsed.getCountryCode());
                    notations.add(number.replaceAll("\\d", "0"));
                }
            }
        }
        assertThat(countries).containsExactlyInAnyOrder(45, 46, 47, 49);
        assertThat(notations).contains("+0000000000", "00000000", "00 00 00 00", "+00 00 00 00 00", "000000000000");
    }

    @Test
    void haveCompanyNumbersWhoseCheckDigitIsRight() {
        int[] weights = {2, 7, 6, 5, 4, 3, 2, 1};
        int checked = 0;
        for (JsonNode account : accounts) {
            if (account.has("company_number")) {
                String digits = account.path("company_number")
                        .asString()
                        .replace("DK", "")
                        .replace(" ", "");
                assertThat(digits).matches("[1-9][0-9]{7}");
                int sum = 0;
                for (int i = 0; i < 8; i++) {
                    sum += weights[i] * (digits.charAt(i) - '0');
                }
                assertThat(sum % 11).isZero();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(ACCOUNTS / 20);
    }

    @Test
    void shareNoAccountNumberReferenceTransactionStatementOrProperty() {
        assertThat(accounts.stream()
                        .map(account -> account.path("external_account_number").asString()))
                .doesNotHaveDuplicates();
        assertThat(transactions().stream()
                        .map(transaction -> transaction.path("transaction_id").asString()))
                .hasSizeGreaterThan(ACCOUNTS)
                .doesNotHaveDuplicates();
        assertThat(items("references").stream()
                        .map(reference -> reference.path("namespace").asString() + ":"
                                + reference.path("value").asString()))
                .hasSizeGreaterThan(ACCOUNTS / 2)
                .doesNotHaveDuplicates();
        assertThat(items("statements").stream()
                        .map(statement -> statement.path("statement_id").asString()))
                .doesNotHaveDuplicates();
        assertThat(items("supply_addresses").stream()
                        .filter(address -> address.has("property_external_identifier"))
                        .map(address ->
                                address.path("property_external_identifier").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void lieInThePastExceptForTheNextDueDate() {
        Pattern date = Pattern.compile("\"([a-z_]+)\":\"(\\d{4}-\\d{2}-\\d{2})(?:T[^\"]+)?\"");
        for (byte[] line : lines) {
            Matcher dates = date.matcher(new String(line, StandardCharsets.UTF_8));
            while (dates.find()) {
                if (!dates.group(1).equals("next_bill_due_date")) {
                    assertThat(LocalDate.parse(dates.group(2)))
                            .as(dates.group(1))
                            .isBefore(Waves.TODAY.minusDays(1));
                }
            }
        }
    }

    @Test
    void holdTheirFieldsInTheOrderOfTheRulebook() {
        for (JsonNode account : accounts) {
            assertOrdered("", account);
        }
    }

    @Test
    void areMostlyDomesticSometimesBusinessesSeldomEmptyHomes() {
        Map<String, Long> kinds = accounts.stream()
                .collect(Collectors.groupingBy(
                        account -> account.path("account_type").asString("DOMESTIC"), Collectors.counting()));

        assertThat(kinds.get("DOMESTIC")).isBetween(8_700L, 9_200L);
        assertThat(kinds.get("BUSINESS")).isBetween(750L, 1_050L);
        assertThat(kinds)
                .containsKeys(
                        "DOMESTIC_OCCUPIER",
                        "BUSINESS_OCCUPIER",
                        "DOMESTIC_VACANT",
                        "BUSINESS_VACANT",
                        "DOMESTIC_THIRD_PARTY_BILLED",
                        "BUSINESS_THIRD_PARTY_BILLED");
    }

    @Test
    void areAboutThreeKilobytesLarge() {
        assertThat(lines.stream().mapToInt(line -> line.length).average().orElseThrow())
                .isBetween(2_600.0, 3_400.0);
    }

    @Test
    void useEveryFieldOfTheRulebookThatAnOldSystemWouldSend() {
        Map<String, Set<String>> used = new HashMap<>();
        accounts.forEach(account -> collectFields("", account, used));
        Map<String, Set<String>> unused = new HashMap<>();
        used.keySet().forEach(holder -> {
            Set<String> missing = new HashSet<>(PayloadOrder.fields(holder));
            missing.removeAll(used.getOrDefault(holder, Set.of()));
            if (!missing.isEmpty()) {
                unused.put(holder, missing);
            }
        });

        // Billing documents are switched off for this supplier, sorting codes unknown in Denmark.
        assertThat(unused)
                .isEqualTo(Map.of(
                        "billing_address", Set.of("sorting_code"),
                        "current_statement_transactions", Set.of("billing_document_identifier"),
                        "historical_statement_transactions", Set.of("billing_document_identifier")));
    }

    @Test
    void leaveValuesOutInEveryWayThereIs() {
        Set<String> ways = new HashSet<>();
        for (JsonNode customer : customers()) {
            JsonNode landline = customer.path("landline");
            ways.add(
                    landline.isMissingNode()
                            ? "absent"
                            : landline.isNull() ? "null" : landline.asString().isEmpty() ? "blank" : "given");
        }
        assertThat(ways).containsExactlyInAnyOrder("absent", "null", "blank", "given");
    }

    @Test
    void nameRealTowns() {
        Set<String> towns = WordLists.of(Country.DK).towns().stream()
                .map(town -> town.postcode() + " " + town.name())
                .collect(Collectors.toSet());
        assertThat(towns)
                .contains("9000 Aalborg", "8000 Aarhus C", "3700 Rønne")
                .hasSizeGreaterThan(450);
        Set<String> countries = new HashSet<>();
        for (JsonNode account : accounts) {
            JsonNode address = account.path("billing_address");
            countries.add(address.path("country").asString("none"));
            if (address.path("country").asString("").equals("DK")) {
                assertThat(towns)
                        .contains(address.path("postal_code").asString().replace("DK-", "") + " "
                                + address.path("locality").asString());
            }
        }
        assertThat(countries).containsExactlyInAnyOrder("DK", "SE", "NO", "DE", "none");
    }

    @Test
    void speakDanish() {
        String all = customers().stream()
                .map(customer -> customer.path("family_name").asString("")
                        + customer.path("given_name").asString(""))
                .collect(Collectors.joining());
        assertThat(all).contains("ø", "æ", "å");
    }

    private static void assertOrdered(String holder, JsonNode node) {
        if (node.isArray()) {
            node.forEach(item -> assertOrdered(holder, item));
        } else if (node.isObject() && !PayloadOrder.fields(holder).isEmpty()) {
            List<String> names =
                    node.properties().stream().map(Map.Entry::getKey).toList();
            assertThat(PayloadOrder.fields(holder)).containsAll(names);
            assertThat(names).isSortedAccordingTo(Comparator.comparingInt(PayloadOrder.fields(holder)::indexOf));
            node.properties().forEach(field -> assertOrdered(field.getKey(), field.getValue()));
        }
    }

    private static void collectFields(String holder, JsonNode node, Map<String, Set<String>> used) {
        if (node.isArray()) {
            node.forEach(item -> collectFields(holder, item, used));
        } else if (node.isObject() && !PayloadOrder.fields(holder).isEmpty()) {
            node.properties().forEach(field -> {
                used.computeIfAbsent(holder, key -> new HashSet<>()).add(field.getKey());
                collectFields(field.getKey(), field.getValue(), used);
            });
        }
    }

    private static List<JsonNode> customers() {
        return items("customers");
    }

    private static List<JsonNode> items(String list) {
        return accounts.stream()
                .flatMap(account -> StreamSupport.stream(account.path(list).spliterator(), false))
                .toList();
    }

    private static List<JsonNode> transactions() {
        List<JsonNode> transactions = new ArrayList<>();
        items("ledgers").forEach(ledger -> {
            ledger.path("current_statement_transactions").forEach(transactions::add);
            ledger.path("historical_statement_transactions").forEach(transactions::add);
        });
        return transactions;
    }

    private static BigDecimal sum(JsonNode transactions) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode transaction : transactions) {
            BigDecimal amount = decimal(transaction.path("amount"));
            assertThat(amount).isPositive();
            sum = switch (transaction.path("type").asString()) {
                case "PAYMENT", "CREDIT" -> sum.add(amount);
                case "REPAYMENT", "CHARGE" -> sum.subtract(amount);
                default -> throw new AssertionError("unknown type of transaction");
            };
        }
        return sum;
    }

    private static BigDecimal decimal(JsonNode amount) {
        return amount.isMissingNode()
                ? BigDecimal.ZERO
                : amount.isString() ? new BigDecimal(amount.asString()) : amount.decimalValue();
    }
}
