package org.accountimport.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.accountimport.TestPayloads;
import org.accountimport.payload.Violation;
import org.accountimport.validation.MaskedDetails;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadPrintTest {

    private static PayloadPrint print(String payload, boolean revealed, Violation... violations) {
        return PayloadPrint.of(payload.getBytes(UTF_8), List.of(violations), revealed);
    }

    private static String text(PayloadPrint print) {
        return print.lines().stream()
                .map(line -> line.indent() + line.name() + line.value())
                .collect(Collectors.joining("\n"));
    }

    @Nested
    class APayloadInTheClear {

        @Test
        void standsOneValueALineWithItsNumbersAsTheyCame() {
            assertThat(text(print("{\"a\":[1.50,1e3,true],\"b\":{},\"c\":[ ],\"d\":{\"e\":null}}", true)))
                    .isEqualTo("""
                    {
                      "a": [
                        1.50,
                        1e3,
                        true
                      ],
                      "b": {},
                      "c": [],
                      "d": {
                        "e": null
                      }
                    }""");
        }

        @Test
        void showsWhatHasNoLook() {
            assertThat(text(print("\uFEFF{\"a\":\"x\\u0000\\u202e\\\"\\n\\ud83d\"}", true)))
                    .contains("\"x\\u0000\\u202e\\\"\\u000a\\ud83d\"");
        }

        @Test
        void isNotLaidOutWhenItIsNoJson() {
            assertThat(print("{\"a\":", true).lines()).isEmpty();
        }

        @Test
        void isCutWhenItIsTooLongToRead() {
            PayloadPrint print = print("[" + "1,".repeat(PayloadPrint.MOST_LINES) + "1]", true);
            assertThat(print.lines()).hasSize(PayloadPrint.MOST_LINES);
            assertThat(print.unlisted()).isEqualTo(3);
        }
    }

    @Nested
    class AMaskedPayload {

        @Test
        void saysNothingOfPersons() {
            String masked = text(print(TestPayloads.valid("EXTERNAL-1234"), false));
            assertThat(masked)
                    .contains(
                            "\"external_account_number\": \"EXTERNAL-1234\"",
                            "\"account_type\": \"DOMESTIC\"",
                            "\"ledger_code\": \"DENMARK_ELECTRICITY_LEDGER\"",
                            "\"transaction_date\": \"2023-06-01\"",
                            "\"amount\": 10.0",
                            "\"country\": \"DK\"",
                            "\"given_name\": \"••••••\"",
                            "\"date_of_birth\": \"••••••\"",
                            "\"key\": \"••••••\"")
                    .doesNotContain(
                            "Homer",
                            "Simpson",
                            "@",
                            "+45",
                            "1959",
                            "Terrace",
                            "9000",
                            "Fleet",
                            "Some note",
                            "metadata_key",
                            "some_data",
                            "some_value",
                            "Mr",
                            "LARGE_PRINT",
                            "EXTERNAL-1234/");
        }

        @Test
        void masksWhatStandsWhereItDoesNotBelong() {
            assertThat(text(print("""
                    {"account_type": "Homer Simpson", "date_of_sale": "Homer", "transfer_balance": "Homer",
                     "ledgers": ["Homer"], "nickname": "Homer", "phone": 4533123456, "customers": {"x": {"Homer": 1}},
                     "payload": "Homer", "metadata": [{"key": "a", "value": {"Homer": ["Homer", 1959, true]}}]}
                    """, false))).doesNotContain("Homer", "4533", "1959");
        }

        @Test
        void isTheSameInItsEnvelope() {
            String payload = TestPayloads.valid("EXTERNAL-1234");
            assertThat(text(print("{\"payload\":" + payload + "}", false)))
                    .contains("\"account_type\": \"DOMESTIC\"")
                    .doesNotContain("Homer", "metadata_key");
        }

        @Test
        void hasEveryViolationAtItsPlaceWithoutWhatItQuotes() {
            PayloadPrint print = print(
                    TestPayloads.wrong("EXTERNAL-1234"),
                    false,
                    new Violation("customers.0.landline", "invalid_phone_number", "abcde is not a valid phone number"));
            assertThat(print.lines().stream()
                            .filter(line -> !line.violations().isEmpty())
                            .toList())
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.name()).isEqualTo("\"landline\": ");
                        assertThat(line.violations().get(0).detail()).isEqualTo("•••••• is not a valid phone number");
                    });
        }
    }

    @Nested
    class ADetail {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                customers.0.landline   | invalid_phone_number | abcde is not a valid phone number       | •••••• is not a valid phone number
                account_type           | invalid_choice       | SOMETHING is not an accepted choice.    | SOMETHING is not an accepted choice.
                account_type           | invalid_choice       | Homer Simpson is not an accepted choice.| •••••• is not an accepted choice.
                customers.0.title      | max_length           | At most 20 characters fit here.         | At most 20 characters fit here.
                billing_email          | invalid              | This is not a valid email.              | This is not a valid email.
                customers.0.given_name | a_code_of_tomorrow   | Homer is not allowed                    | ••••••
                customers.0.email      | invalid_phone_number | Homer wrote another sentence            | ••••••
                nickname               | unknown_field        | This field is unknown.                  | This field is unknown.
                """)
        void isShownWithoutWhatItQuotesOfAPerson(String attr, String code, String detail, String shown) {
            assertThat(MaskedDetails.of(new Violation(attr, code, detail))).isEqualTo(shown);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                customers.0.landline               | customers.0.landline
                customers.*.landline               | customers.*.landline
                customers.2                        | customers.2
                ledgers.0.non_field_errors         | ledgers.0.non_field_errors
                biling_email                       | biling_email
                customers.*.fødselsdato            | customers.*.fødselsdato
                billing_address.street_address_12  | billing_address.street_address_12
                Homer Simpson                      | ••••••
                customers.0.Homer                  | customers.0.••••••
                customers.*.homer@simpson.example  | customers.*.••••••
                customers.0.20123457               | customers.0.••••••
                billing_address.20123457           | billing_address.••••••
                customers.0.given_name.homer.jay   | customers.0.given_name.••••••
                customers.0.born_1931              | customers.0.••••••
                """)
        void isNotShownAtANameThatIsNoFieldsName(String attr, String shown) {
            Violation masked = MaskedDetails.violation(new Violation(attr, "unknown_field", "This field is unknown."));
            assertThat(masked).isEqualTo(new Violation(shown, "unknown_field", "This field is unknown."));
            assertThat(MaskedDetails.ofError("unknown_field", attr + ": This field is unknown."))
                    .isEqualTo(shown + ": This field is unknown.");
        }
    }
}
