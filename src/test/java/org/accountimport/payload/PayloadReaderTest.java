package org.accountimport.payload;

import static org.accountimport.payload.Payloads.bare;
import static org.accountimport.payload.Payloads.found;
import static org.accountimport.payload.Payloads.read;
import static org.accountimport.payload.Payloads.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {

    private static final String PARSE_ERROR = "non_field_errors parse_error";

    @Nested
    class TheEnvelope {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                []                      | non_field_errors invalid
                5                       | non_field_errors invalid
                "payload"               | non_field_errors invalid
                null                    | non_field_errors invalid
                [{"payload": {}}]       | non_field_errors invalid
                {}                      | payload required
                {"other": 1}            | payload required
                {"payload": null}       | payload null
                {"payload": []}         | payload invalid
                {"payload": "x", "a": 1} | payload invalid
                """)
        void thatHoldsNoPayloadIsAllThatIsReported(String body, String violation) {
            assertThat(found(utf8(body), Framing.ENVELOPE)).containsExactly(violation);
            assertThat(Payloads.READER.read(utf8(body), Framing.ENVELOPE).account())
                    .isNull();
        }

        @Test
        void mayHaveNothingBesideThePayload() {
            String body = "{\"b\": 1, \"payload\": " + bare("\"zzz\": 1") + ", \"a\": 1}";
            assertThat(found(utf8(body), Framing.ENVELOPE))
                    .containsExactly("zzz unknown_field", "a unknown_field", "b unknown_field");
        }

        @Test
        void isRecognisedWhereverTheKeyPayloadStands() {
            assertThat(found("{\"a\": 1, \"payload\": " + bare() + "}")).containsExactly("a unknown_field");
            assertThat(found(" \t\r\n{ \n\"payload\" : " + bare() + "}")).isEmpty();
            assertThat(found("{\"pay\\u006coad\": " + bare() + "}")).isEmpty();
            assertThat(found("{\"import_supplier\": \"NORLYS\", \"payload\": null}"))
                    .containsExactly("payload null");
        }

        @Test
        void isNotNeededWhereEitherWillDo() {
            assertThat(found(bare())).isEmpty();
            assertThat(found("{}")).containsExactly("import_supplier required", "external_account_number required");
            assertThat(found("7")).containsExactly("non_field_errors invalid");
            assertThat(found(utf8(bare()), Framing.ENVELOPE)).containsExactly("payload required");
        }
    }

    @Nested
    class ABodyThatIsNoJson {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "[",
                    "{\"payload\"",
                    "{\"payload\":",
                    "{\"payload\": {}",
                    "{\"payload\": {}} x",
                    "{\"payload\": {}}{}",
                    "{\"payload\": {},}",
                    "{payload: {}}",
                    "{'payload': {}}",
                    "{\"payload\": {\"a\": 01}}",
                    "{\"payload\": {\"a\": .5}}",
                    "{\"payload\": {\"a\": 5.}}",
                    "{\"payload\": {\"a\": +5}}",
                    "{\"payload\": {\"a\": NaN}}",
                    "{\"payload\": {\"a\": tru}}",
                    "{\"payload\": {\"a\": \"\t\"}}",
                    "{\"payload\": {\"a\": \"\\x\"}}",
                    "{\"payload\": {\"a\": \"\\u12g4\"}}",
                    "// c\n{\"payload\": {}}",
                    "\u0000",
                    "{\"payload\": {\"a\": [1,]}}",
                    "{\"payload\": {\"a\": 1e}}",
                    "\"abc",
                    "1 2",
                    "nul"
                })
        void isOneParseError(String body) {
            assertThat(found(utf8(body), Framing.ENVELOPE)).containsExactly(PARSE_ERROR);
            assertThat(found(utf8(body), Framing.EITHER)).containsExactly(PARSE_ERROR);
        }

        @Test
        void tellsLineAndColumn() {
            ParseError error = Objects.requireNonNull(read("{\r\n \"payload\": {\n  \"billing_name\": \"æ😀\" x}}")
                    .parseError());
            assertThat(error).isEqualTo(new ParseError("it is not JSON", 3, 24));
            assertThat(read("{\r\r x").parseError()).isEqualTo(new ParseError("it is not JSON", 3, 2));
            assertThat(read("{\n\n x").parseError()).isEqualTo(new ParseError("it is not JSON", 3, 2));
            byte[] broken = utf8("{\"æ\": \n \"?\"}");
            broken[broken.length - 3] = (byte) 0xFF;
            assertThat(Payloads.READER.read(broken, Framing.EITHER).parseError())
                    .isEqualTo(new ParseError("it is not UTF-8", 2, 3));
            assertThat(error.detail())
                    .isEqualTo("The request body cannot be read as JSON: it is not JSON (line 3, column 24).");
            assertThat(error.violation())
                    .isEqualTo(new Violation(
                            "non_field_errors", "parse_error", "The request body cannot be read as JSON."));
        }

        @Test
        void isOneThatSaysAKeyTwice() {
            String reason = "a key stands twice in one object";
            for (String body : List.of(
                    "{\"payload\": {}, \"payload\": {}}",
                    "{\"a\": 1, \"a\": 1, \"payload\": {}}",
                    bare("\"billing_name\": \"a\"", "\"billing_name\": \"a\""),
                    bare("\"zzz\": 1", "\"zzz\": 1"),
                    bare("\"billing_\\u006eame\": \"a\"", "\"billing_name\": \"a\""),
                    bare("\"customers\": [{\"label\": \"a\", \"label\": \"a\"}]"),
                    bare("\"zzz\": [{\"a\": 1, \"b\": {\"c\": 1, \"c\": 1}}]"),
                    bare("\"metadata\": [{\"key\": \"a\", \"value\": {\"x\": {\"y\": 1, \"y\": 2}}}]"),
                    bare("\"metadata\": [{\"key\": \"a\", \"value\": " + keys(20).replace("k19", "k3") + "}]"),
                    bare("\"metadata\": [{\"key\": \"a\", \"value\": " + keys(9).replace("k8", "k0") + "}]"),
                    bare("\"account_type\": {\"a\": 1, \"a\": 1}"),
                    "[{\"a\": 1, \"a\": 1}]")) {
                assertThat(found(body)).as(body).containsExactly(PARSE_ERROR);
                assertThat(Objects.requireNonNull(read(body).parseError()).reason())
                        .isEqualTo(reason);
            }
            assertThat(found(bare("\"metadata\": [{\"key\": \"a\", \"value\": " + keys(20) + "}]")))
                    .isEmpty();
        }

        private static String keys(int count) {
            StringBuilder keys = new StringBuilder("{");
            for (int i = 0; i < count; i++) {
                keys.append(i == 0 ? "" : ", ")
                        .append("\"k")
                        .append(i)
                        .append("\": ")
                        .append(i);
            }
            return keys.append('}').toString();
        }

        @Test
        void isOneThatIsNestedTooDeepInItsEnvelope() {
            // The envelope, the payload, the list and the object in it are the first four levels.
            assertThat(found("{\"payload\": " + bare(metadata(28)) + "}")).isEmpty();
            assertThat(found("{\"payload\": " + bare(metadata(29)) + "}")).containsExactly(PARSE_ERROR);
        }

        @Test
        void isNestedTooDeepBareWhereItIsInItsEnvelope() {
            assertThat(found(bare(metadata(28)))).isEmpty();
            assertThat(found(bare(metadata(29)))).containsExactly(PARSE_ERROR);
            assertThat(Objects.requireNonNull(read(bare(metadata(29))).parseError())
                            .reason())
                    .isEqualTo("it is nested deeper than 32 levels");
            assertThat(found(bare("\"zzz\": " + "[".repeat(30) + "]".repeat(30))))
                    .containsExactly("zzz unknown_field");
            assertThat(found(bare("\"zzz\": " + "[".repeat(31) + "]".repeat(31))))
                    .containsExactly(PARSE_ERROR);
            String objects = "{\"a\": ".repeat(29) + "{}" + "}".repeat(29);
            assertThat(found(bare("\"zzz\": " + objects, "\"yyy\": " + objects)))
                    .containsExactly("yyy unknown_field", "zzz unknown_field");
            assertThat(found(bare("\"zzz\": {\"a\": " + objects + "}"))).containsExactly(PARSE_ERROR);
            assertThat(found("{\"zzz\": " + "[".repeat(31) + "]".repeat(31) + ", \"payload\": " + bare() + "}"))
                    .containsExactly("zzz unknown_field");
        }

        private static String metadata(int depth) {
            return "\"metadata\": [{\"key\": \"a\", \"value\": " + "[".repeat(depth) + "]".repeat(depth) + "}]";
        }
    }

    @Nested
    class Bytes {

        @Test
        void mayBeginWithAByteOrderMark() {
            assertThat(found("\uFEFF" + bare())).isEmpty();
            assertThat(found("\uFEFF\uFEFF" + bare())).containsExactly(PARSE_ERROR);
            assertThat(read("\uFEFF" + bare("x")).parseError())
                    .isEqualTo(read(bare("x")).parseError());
        }

        @Test
        void mustNotBeInAnotherEncoding() {
            assertThat(found(bare().getBytes(StandardCharsets.UTF_16), Framing.EITHER))
                    .containsExactly(PARSE_ERROR);
            assertThat(found(bare().getBytes(StandardCharsets.UTF_16LE), Framing.EITHER))
                    .containsExactly(PARSE_ERROR);
            assertThat(found(bare("\"billing_name\": \"æ\"").getBytes(StandardCharsets.ISO_8859_1), Framing.EITHER))
                    .containsExactly(PARSE_ERROR);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "C3 A6, true",
            "E2 82 AC, true",
            "F0 9F 98 80, true",
            "F4 8F BF BF, true",
            "EF BF BF, true",
            "ED 9F BF, true",
            "EE 80 80, true",
            "C2 80, true",
            "E0 A0 80, true",
            "F0 90 80 80, true",
            "DF BF, true",
            "F1 80 80 80, true",
            "80, false",
            "BF, false",
            "C0 80, false",
            "C1 BF, false",
            "E0 80 80, false",
            "E0 9F BF, false",
            "ED A0 80, false",
            "ED BF BF, false",
            "ED A0 BD ED B8 80, false",
            "F0 80 80 80, false",
            "F0 8F BF BF, false",
            "F4 90 80 80, false",
            "F5 80 80 80, false",
            "FF, false",
            "FE, false",
            "C3, false",
            "C3 28, false",
            "C3 C3, false",
            "E2 82, false",
            "E2 28 A1, false",
            "E2 82 28, false",
            "F0 9F 98, false",
            "F0 9F 28 80, false",
            "F0 9F 98 28, false",
            "F0 28 98 80, false"
        })
        void areStrictlyUtf8(String hex, boolean wellFormed) {
            for (String before : List.of("", "a", "abcdefghijklm")) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                body.writeBytes(utf8("{\"billing_name\": \"" + before));
                for (String octet : hex.split(" ", -1)) {
                    body.write(Integer.parseInt(octet, 16));
                }
                int end = body.size();
                assertThat(Utf8.firstWrong(body.toByteArray()) < 0).isEqualTo(wellFormed);
                body.writeBytes(utf8("\", \"import_supplier\": \"NORLYS\", \"external_account_number\": \"E\"}"));
                List<String> found = found(body.toByteArray(), Framing.EITHER);
                assertThat(found.equals(List.of(PARSE_ERROR)))
                        .as("found %s, %s bytes", found, end)
                        .isEqualTo(!wellFormed);
            }
        }

        @Test
        void endAfterTheDocument() {
            assertThat(found(bare() + " \r\n\t")).isEmpty();
            assertThat(Objects.requireNonNull(read(bare() + " 5").parseError()).reason())
                    .isEqualTo("text follows the document");
        }
    }

    @Nested
    class FreeJson {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1",
                    "-0.10e+5",
                    "1e1000000000",
                    "true",
                    "false",
                    "\"\"",
                    "\"a\\u0000\\ud800 æ😀\"",
                    "[]",
                    "[ 1 , [ ] ]",
                    "{ }",
                    "{\"a\" : {\"b\":\n[null]}}",
                    "\"\\\"\\\\\"",
                    "123456789012345678901234567890.5"
                })
        void isKeptByteForByte(String json) {
            for (String text : List.of(
                    bare("\"metadata\": [{\"key\": \"a\", \"value\": " + json + " }]"),
                    bare("\"metadata\": [{\"value\":" + json + ",\"key\":\"a\"}]"),
                    bare("\"metadata\":[{\"key\":\"a\",\"value\":" + json + "}]"),
                    "\uFEFF{\"payload\": " + bare("\"metadata\": [{\"key\": \"æ\", \"value\" :\n\t" + json + "\n}]")
                            + "}")) {
                PayloadObject account = Objects.requireNonNull(read(text).account());
                RawJson value = Objects.requireNonNull(
                        account.list(AccountFields.METADATA).get(0).get(MetadataFields.VALUE));
                assertThat(value.text()).isEqualTo(json);
                assertThat(value.bytes()).isEqualTo(utf8(json));
                assertThat(value)
                        .isEqualTo(new RawJson(utf8(json), 0, utf8(json).length))
                        .hasToString("RawJson[" + utf8(json).length + " bytes]");
            }
        }
    }

    @Test
    void freeJsonIsComparedByItsBytes() {
        RawJson json = new RawJson(utf8(" {\"a\":1} "), 1, 8);
        assertThat(json)
                .isEqualTo(new RawJson(utf8("{\"a\":1}"), 0, 7))
                .hasSameHashCodeAs(new RawJson(utf8("{\"a\":1}"), 0, 7));
        assertThat(json).isNotEqualTo(new RawJson(utf8("{\"a\":2}"), 0, 7)).isNotEqualTo("{\"a\":1}");
        assertThat(json.isEmptyObject()).isFalse();
        assertThat(new RawJson(utf8("{ \n\r\t}"), 0, 6).isEmptyObject()).isTrue();
        assertThat(new RawJson(utf8("[]"), 0, 2).isEmptyObject()).isFalse();
    }

    @Nested
    class Values {

        @Test
        void areCleaned() {
            PayloadObject account =
                    account("\"billing_name\": \"\\u00a0 e\\u0301 \\u3000\"", "\"billing_address1\": \" \"");
            assertThat(account.get(AccountFields.BILLING_NAME)).isEqualTo("é");
            assertThat(account.get(AccountFields.BILLING_ADDRESS1)).isEmpty();
        }

        @Test
        void tellAbsentNullGivenAndFailedApart() {
            PayloadObject account = account(
                    "\"billing_email\": null",
                    "\"billing_address1\": \" \"",
                    "\"notes\": []",
                    "\"billing_name\": 5",
                    "\"customers\": [5, {\"given_name\": \"Lisa\"}]",
                    "\"account_billing_options\": {}");
            assertThat(account.present(AccountFields.BILLING_EMAIL)).isTrue();
            assertThat(account.present(AccountFields.BILLING_ADDRESS2)).isFalse();
            assertThat(account.get(AccountFields.BILLING_EMAIL)).isNull();
            assertThat(account.get(AccountFields.BILLING_ADDRESS2)).isEmpty();
            assertThat(account.get(AccountFields.ACCOUNT_TYPE)).isEqualTo("DOMESTIC");
            assertThat(account.get(AccountFields.DATE_OF_SALE)).isNull();
            assertThat(account.get(AccountFields.LEDGERS)).isEmpty();
            assertThat(account.get(AccountFields.CONSENTS)).isEmpty();
            assertThat(account.get(AccountFields.BILLING_NAME)).isNull();
            assertThat(account.failed(AccountFields.BILLING_NAME)).isTrue();
            assertThat(account.failed(AccountFields.CUSTOMERS)).isFalse();
            assertThat(List.of(
                            account.given(AccountFields.BILLING_EMAIL),
                            account.given(AccountFields.BILLING_ADDRESS1),
                            account.given(AccountFields.NOTES),
                            account.given(AccountFields.BILLING_NAME),
                            account.given(AccountFields.ACCOUNT_TYPE)))
                    .containsOnly(false);
            assertThat(account.given(AccountFields.ACCOUNT_BILLING_OPTIONS)).isTrue();
            assertThat(account.given(AccountFields.CUSTOMERS)).isTrue();
        }

        @Test
        void ofAListKnowTheirPlaces() {
            PayloadObject account = account("\"customers\": [5, {\"given_name\": \"Lisa\"}, null, {\"notes\": 1}]");
            PayloadList<PayloadObject> customers = account.list(AccountFields.CUSTOMERS);
            assertThat(customers).hasSize(2);
            assertThat(customers.sent()).isEqualTo(4);
            assertThat(customers.anyFailed()).isTrue();
            assertThat(customers.position(1)).isEqualTo(3);
            assertThat(customers.sentAt(0)).isNull();
            assertThat(customers.sentAt(1)).isSameAs(customers.get(0));
            PayloadObject lisa = customers.get(0);
            assertThat(lisa.index()).isEqualTo(1);
            assertThat(lisa.parent()).isSameAs(account);
            assertThat(lisa.path()).isEqualTo("customers.1");
            assertThat(lisa.pathOf(CustomerFields.LANDLINE)).isEqualTo("customers.1.landline");
            assertThat(account.path()).isEmpty();
            assertThat(lisa).hasToString("PayloadObject[customer at customers.1]");
        }

        @ParameterizedTest
        @CsvSource({
            "20.0, 20",
            "2e1, 20",
            "0.1, 0.1",
            "-0, 0",
            "0e999999999999999999999, 0",
            "1E-10, 1E-10",
            "100e-2, 1",
            "12345678901e-1, 1234567890.1",
            "1234567890.1234567891, 1234567890.1234567891",
            "0.00000000010000, 1E-10",
            "1.5e3, 1500",
            "9999999999, 9999999999",
            "0.5e1, 5",
            "-1234567890.0123456789, -1234567890.0123456789",
            "0.0000000000000000000012e20, 0.12"
        })
        void ofDecimalsAreExactFromAnyNotation(String number, BigDecimal value) {
            BigDecimal read = account("\"transfer_balance\": " + number).get(AccountFields.TRANSFER_BALANCE);
            assertThat(read).isEqualByComparingTo(value);
            assertThat(Objects.requireNonNull(read).scale()).isBetween(0, 10);
        }

        @ParameterizedTest
        @CsvSource({
            "1e1000000000, max_digits",
            "1e-1000000000, max_digits",
            "1e99999999999999999999, max_digits",
            "1e10, max_whole_digits",
            "1e-11, max_decimal_places",
            "12345678901.5e1, max_whole_digits",
            "0.123456789012345678901, max_digits",
            "0.12345678901e10, ok",
            "10000000000000000000e-10, ok",
            "1e19, max_whole_digits",
            "1e20, max_digits",
            "1.00000000001, max_decimal_places"
        })
        void ofDecimalsAreBoundByTheirDigits(String number, String code) {
            assertThat(found(bare("\"transfer_balance\": " + number)))
                    .isEqualTo(code.equals("ok") ? List.of() : List.of("transfer_balance " + code));
        }

        @Test
        void ofDatetimesAreInstants() {
            PayloadObject note = account("\"notes\": [{\"created_at\": \"2024-02-10T12:34:56.5-01:30\"}]")
                    .list(AccountFields.NOTES)
                    .get(0);
            assertThat(note.get(NoteFields.CREATED_AT)).isEqualTo(Instant.parse("2024-02-10T14:04:56.500Z"));
        }

        private static PayloadObject account(String... members) {
            return Objects.requireNonNull(read(bare(members)).account());
        }
    }

    @Nested
    class TheOrderOfKeys {

        @Test
        void doesNotMatterForWhatOneFieldDecidesAboutAnother() {
            String transaction = "\"amount\": 0, \"transaction_date\": \"2024-01-01\", \"transaction_id\": \"1\"";
            String known = "\"reason\": \"REFUND\", \"tax_items\": [5], \"type\": \"CHARGE\", " + transaction;
            String unknown = "\"reason\": \"DEPOSIT\", \"tax_items\": [5], \"type\": \"PAYMENT\", " + transaction;
            assertThat(found(bare(ledger(known))))
                    .containsExactly("ledgers.0.current_statement_transactions.0.tax_items.0 invalid");
            assertThat(found(bare(ledger(unknown))))
                    .containsExactly("ledgers.0.current_statement_transactions.0.tax_items unknown_field");
            assertThat(found("{\"consents\": [{\"type\": \"X\", \"value\": \"UNKNOWN\"}], " + bare().substring(1)))
                    .containsExactly("consents.0.type invalid_choice");
        }

        @Test
        void leavesUncheckedWhatATypeWouldHaveDecided() {
            PayloadObject transaction = Objects.requireNonNull(read(bare(
                                    ledger(
                                            "\"reason\": \"REFUND\", \"payment_type\": \"CASH\", \"reference\": 5, \"tax_items\": [5]")))
                            .account())
                    .list(AccountFields.LEDGERS)
                    .get(0)
                    .list(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS)
                    .get(0);
            assertThat(transaction.get(TransactionFields.REASON)).isNull();
            assertThat(transaction.get(TransactionFields.PAYMENT_TYPE)).isNull();
            assertThat(transaction.failed(TransactionFields.REFERENCE)).isFalse();
            assertThat(transaction.list(TransactionFields.TAX_ITEMS)).isEmpty();
        }

        private static String ledger(String transaction) {
            return "\"ledgers\": [{\"current_statement_transactions\": [{" + transaction
                    + "}], \"ledger_balance\": 0, \"ledger_code\": \"x\"}]";
        }
    }
}
