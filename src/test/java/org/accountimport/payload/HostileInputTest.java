package org.accountimport.payload;

import static org.accountimport.payload.Payloads.bare;
import static org.accountimport.payload.Payloads.found;
import static org.accountimport.payload.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What nobody sends by mistake. None of it may take long, or much. */
class HostileInputTest {

    private static final int MEBIBYTE = 1 << 20;

    @Test
    void aMebibyteOfBracketsIsTooDeep() {
        assertThat(found("[".repeat(MEBIBYTE))).containsExactly("non_field_errors parse_error");
        assertThat(found("{\"payload\":".repeat(MEBIBYTE / 11))).containsExactly("non_field_errors parse_error");
    }

    @Test
    void ofAHundredThousandViolationsTheFirstThousandAreListed() {
        String unknown = IntStream.range(0, 100_000)
                .mapToObj(i -> String.format("\"%06d\": 1", 99_999 - i))
                .collect(Collectors.joining(","));
        PayloadReading reading = read("{" + unknown + "}");
        assertThat(reading.violations()).hasSize(Violation.MOST_LISTED);
        assertThat(reading.unlisted()).isEqualTo(100_002 - Violation.MOST_LISTED);
        assertThat(reading.violations().subList(0, 3))
                .extracting(Violation::attr)
                .containsExactly("import_supplier", "external_account_number", "000000");
    }

    @Test
    void halfAMillionWrongItemsAreCounted() {
        PayloadReading reading = read(bare("\"customers\": [" + "1,".repeat(MEBIBYTE / 2) + "1]", "\"a\": 1"));
        assertThat(reading.violations())
                .hasSize(Violation.MOST_LISTED)
                .last()
                .satisfies(violation -> assertThat(violation.attr()).isEqualTo("customers.999"));
        assertThat(reading.unlisted()).isEqualTo(MEBIBYTE / 2 + 2 - Violation.MOST_LISTED);
    }

    @Test
    void numbersOfTenThousandDigitsAreJudgedByCounting() {
        String digits = "1".repeat(10_000);
        assertThat(found(bare(
                        "\"transfer_balance\": " + digits,
                        "\"statements\": [{\"gross_amount\": " + digits + "}, {\"gross_amount\": -" + digits + "}]")))
                .contains(
                        "transfer_balance max_digits",
                        "statements.0.gross_amount max_value",
                        "statements.1.gross_amount min_value");
        assertThat(found(bare("\"transfer_balance\": \"" + digits + "\"")))
                .containsExactly("transfer_balance max_digits");
        assertThat(found(bare("\"transfer_balance\": " + "0.".concat("0".repeat(MEBIBYTE)))))
                .isEmpty();
        assertThat(found(bare("\"transfer_balance\": 1e" + "9".repeat(MEBIBYTE))))
                .containsExactly("transfer_balance max_digits");
    }

    @Test
    void aTextOfAMebibyteIsTooLongOrKept() {
        String text = "x".repeat(MEBIBYTE);
        assertThat(found(bare("\"billing_name\": \"" + text + "\""))).containsExactly("billing_name max_length");
        assertThat(found(bare("\"notes\": [{\"body\": \"" + text + "\"}]"))).isEmpty();
        assertThat(found(bare("\"" + text + "\": 1"))).containsExactly("x".repeat(200) + "\u2026 unknown_field");
    }

    @Test
    void endlessCombiningMarksAreNotSorted() {
        String marks = "e" + "\u0301".repeat(MEBIBYTE / 4) + "\u0323".repeat(MEBIBYTE / 4);
        assertThat(found(bare("\"notes\": [{\"body\": \"" + marks + "\"}]"))).isEmpty();
        assertThat(CleanText.of(marks)).isEqualTo(marks);
        String many = ("e" + "\u0301".repeat(CleanText.LONGEST_RUN_OF_MARKS)).repeat(MEBIBYTE / 1024);
        assertThat(CleanText.of(many)).startsWith("é");
    }

    @Test
    void namesAndChoicesThatCannotBeStoredAreMadeLegible() {
        List<Violation> found = read(bare("\"a\\u0000\": 1", "\"account_type\": \"\\u0000\\udfff\""))
                .violations();
        assertThat(found)
                .containsExactly(
                        new Violation("account_type", "invalid_choice", "\uFFFD\uFFFD is not an accepted choice."),
                        new Violation("a\uFFFD", "unknown_field", "This field is unknown."));
    }

    /** The parser refuses such a key, and nobody could say which field was meant. */
    @Test
    void aKeyWithABrokenCharacterIsNoKey() {
        assertThat(found(bare("\"a\\ud800\": 1"))).containsExactly("non_field_errors parse_error");
        assertThat(found(bare("\"a\\ud83d\\ude00\": 1"))).containsExactly("a\uD83D\uDE00 unknown_field");
    }

    @Test
    void manyEmptyObjectsAreJudged() {
        PayloadReading reading = read(bare("\"supply_addresses\": [" + "{},".repeat(MEBIBYTE / 3) + "{}]"));
        assertThat(reading.unlisted()).isEqualTo(3L * (MEBIBYTE / 3 + 1) - Violation.MOST_LISTED);
    }
}
