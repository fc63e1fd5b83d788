package org.accountimport.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.accountimport.TestPayloads;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.validation.AccountReference;
import org.accountimport.validation.ReferenceRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** What an account holds once it is created: the rulebook's section 7, column by column. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestAccounts.class)
class CreatedAccountTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    TestAccounts accounts;

    @Autowired
    AccountNumbers numbers;

    @Autowired
    AccountWriters writers;

    @Autowired
    ReferenceRegistry references;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private long create(Consumer<ObjectNode> edit) {
        return create("NORLYS", edit);
    }

    /** Creates the account of an edited example and returns its id. */
    private long create(String supplier, Consumer<ObjectNode> edit) {
        AccountNumbers.Allocated number = numbers.allocate(1).get(0);
        String externalNumber = "CREATED-" + number.id();
        String body = TestPayloads.edited(externalNumber, payload -> {
            payload.put("import_supplier", supplier);
            edit.accept(payload);
        });
        NewAccount account = accounts.account(number, accounts.process(supplier, externalNumber), supplier, body);
        transactions.executeWithoutResult(status -> writers.open().write(List.of(account)));
        return number.id();
    }

    /** The rows of one account in a table, as JSON without the columns that only say whose they are. */
    private List<String> rows(String table, long accountId) {
        String key = table.equals("account") ? "id" : "account_id";
        return jdbc
                .sql("SELECT (to_jsonb(t) - '{id,account_id,import_process_id,account_number,external_account_number,"
                        + "created_at,modified_at,version}'::text[])::text FROM " + table + " t WHERE " + key
                        + " = :account ORDER BY t::text")
                .param("account", accountId)
                .query(String.class)
                .list()
                .stream()
                .map(CreatedAccountTest::withoutNulls)
                .toList();
    }

    private static String withoutNulls(String json) {
        ObjectNode row = (ObjectNode) JSON.readTree(json);
        row.removeIf(value -> value.isNull());
        return row.toString();
    }

    private String row(String table, long accountId) {
        assertThat(rows(table, accountId)).hasSize(1);
        return rows(table, accountId).get(0);
    }

    private static ObjectNode customer(ObjectNode payload) {
        return (ObjectNode) payload.path("customers").path(0);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    private void assertRow(String table, long accountId, String expected) {
        assertThat(JSON.readTree(row(table, accountId))).isEqualTo(object(expected));
    }

    @Nested
    class OfTheGuidesExample {

        @Test
        void holdsEverythingThatTheExampleHolds() {
            long id = create(payload -> {});
            assertRow("account", id, """
                    {'import_supplier': 'NORLYS', 'account_type': 'DOMESTIC', 'unknown_occupier': false,
                     'date_of_sale': '1989-12-17', 'sales_channel': 'DIRECT', 'sales_subchannel': 'Disney',
                     'communication_preference': 'ONLINE', 'document_accessibility': 'LARGE_PRINT',
                     'billing_email': 'homer@simpson.com', 'billing_name': 'The Simpsons',
                     'billing_sub_name': 'Fourth of their name', 'billing_customer_reference': 'Electricity Supplier',
                     'billing_address_name': 'Jane Smith', 'billing_address_organization': 'Denmark Builders Ltd',
                     'billing_address_street_address': 'The Terrace 1', 'billing_address_locality': 'The Terrace',
                     'billing_address_postal_code': '9000', 'billing_address_country': 'DK',
                     'billing_address_delivery_point_identifier': '12345678',
                     'billing_period_length': 'MONTHLY', 'billing_period_start_day': 20, 'use_industry_billing': false,
                     'transfer_balance': 20, 'operations_team_name': 'Team A'}
                    """);
            assertRow("account_customer", id, """
                    {'position': 0, 'given_name': 'Homer', 'family_name': 'Simpson', 'email': 'homer@simpson.com',
                     'mobile': '+4587654321', 'landline': '+4533123456', 'date_of_birth': '1959-01-01', 'title': 'Mr',
                     'salutation': 'Hi', 'opted_into_sms': true, 'opted_into_recommended': true,
                     'opted_into_updates': true, 'opted_into_third_parties': true, 'opted_into_offers': true,
                     'opted_into_associated_companies': false, 'opted_into_whatsapp': false,
                     'is_user_psr_consent_obtained': true}
                    """);
            assertThat(jdbc.sql("""
                    SELECT body || ' ' || is_pinned || ' ' || is_archived
                           || ' ' || to_char(unpin_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')
                      FROM account_note WHERE account_id = :id
                    """).param("id", id).query(String.class).list())
                    .containsExactly("Some note true false 2024-02-11 12:34:56");
            assertRow("account_ledger", id, """
                    {'position': 0, 'ledger_code': 'DENMARK_ELECTRICITY_LEDGER', 'ledger_balance': 20,
                     'last_statement_balance': 20, 'last_statement_closing_date': '2023-07-31',
                     'last_statement_issue_date': '2023-07-31'}
                    """);
            assertThat(rows("account_ledger_transaction", id).stream().map(JSON::readTree))
                    .containsExactlyInAnyOrder(object("""
                            {'ledger_position': 0, 'historical': true, 'position': 0, 'transaction_id': '1',
                             'transaction_date': '2023-06-01', 'amount': 10, 'type': 'PAYMENT',
                             'reason': 'ACCOUNT_CHARGE_PAYMENT', 'payment_type': 'CREDIT_CARD'}
                            """), object("""
                            {'ledger_position': 0, 'historical': true, 'position': 1, 'transaction_id': '2',
                             'transaction_date': '2023-07-01', 'amount': 10, 'type': 'PAYMENT',
                             'reason': 'ACCOUNT_CHARGE_PAYMENT', 'payment_type': 'DEBIT_CARD'}
                            """));
            assertRow("account_statement", id, """
                    {'position': 0, 'statement_id': '1', 'bill_period_from_date': '2023-06-01',
                     'bill_period_to_date': '2023-07-01',
                     'statement_path': 'EXTERNAL-1234/2023-06-01-to-2023-07-01-electricity.pdf'}
                    """);
            assertRow("account_metadata", id, """
                    {'position': 0, 'key': 'metadata_key', 'value': {'some_data': 'some_value'}}
                    """);
            assertRow("account_supply_address", id, """
                    {'position': 0, 'primary_place_of_residence_since': '2023-04-01',
                     'customer_at_supply_address_from_date': '2023-04-01', 'supply_postcode': '9000',
                     'supply_address1': '1 Fleet Street'}
                    """);
        }
    }

    @Nested
    class HoldsNormalised {

        @Test
        void textWithoutSpaceAroundItAndBlankTextAsNothing() {
            long id = create(payload -> {
                customer(payload)
                        .put("given_name", "\u00a0 So\u0308ren ")
                        .put("title", "")
                        .putNull("salutation");
            });
            assertThat(JSON.readTree(row("account_customer", id))
                            .path("given_name")
                            .asString())
                    .isEqualTo("Sören");
            assertThat(row("account_customer", id)).doesNotContain("title", "salutation");
        }

        @Test
        void phoneNumbersAsE164AndEmailDomainsInLowerCase() {
            long id = create(payload -> {
                customer(payload)
                        .put("mobile", "87 65 43 21")
                        .put("landline", "0046 70 123 45 67")
                        .put("email", "Homer@Simpson.COM")
                        .set("alternative_phone_numbers", JSON.readTree("""
                                [{}, {"phone_number": "+45 33 12 34 56"}]"""));
                customer(payload).set("contact_emails", JSON.readTree("[\"Marge@SIMPSON.com\"]"));
            });
            assertThat(row("account_customer", id))
                    .contains("\"+4587654321\"", "\"+46701234567\"", "\"Homer@simpson.com\"");
            assertRow("account_customer_phone_number", id, """
                    {'customer_position': 0, 'position': 1, 'phone_number': '+4533123456'}
                    """);
            assertRow("account_customer_email", id, """
                    {'customer_position': 0, 'position': 0, 'email': 'Marge@simpson.com'}
                    """);
        }

        @Test
        void postcodesInTheirCountrysForm() {
            long danish = create(payload -> {
                ((ObjectNode) payload.path("billing_address")).put("postal_code", "dk 9000");
                ((ObjectNode) payload.path("supply_addresses").path(0)).put("supply_postcode", "dk-9000");
            });
            assertThat(row("account", danish)).contains("\"billing_address_postal_code\":\"9000\"");
            assertThat(row("account_supply_address", danish)).contains("\"supply_postcode\":\"9000\"");
            long swedish = create(payload -> ((ObjectNode) payload.path("billing_address"))
                    .put("country", "SE")
                    .put("postal_code", "21143"));
            assertThat(row("account", swedish)).contains("\"billing_address_postal_code\":\"211 43\"");
        }

        @Test
        void decimalsExactlyAndWithoutTrailingZeros() {
            create(payload -> {
                payload.put("transfer_balance", "1234567890.0123456780");
                ((ObjectNode) payload.path("ledgers").path(0))
                        .put("ledger_balance", "1234567890.0123456780")
                        .put("last_statement_balance", "1234567890.012345678");
                ((ObjectNode) payload.path("ledgers").path(0)).remove("historical_statement_transactions");
            });
            assertThat(jdbc.sql("SELECT transfer_balance::text FROM account ORDER BY id DESC LIMIT 1")
                            .query(String.class)
                            .single())
                    .isEqualTo("1234567890.012345678");
        }

        @Test
        void aLaterStatementsIssueDateAsItWasSent() {
            long id = create(payload ->
                    ((ObjectNode) payload.path("ledgers").path(0)).put("last_statement_issue_date", "2023-08-03"));
            assertThat(row("account_ledger", id)).contains("\"last_statement_issue_date\":\"2023-08-03\"");
        }

        @Test
        void theSalesChannelAndSubchannelThatTheSupplierSets() {
            long byDefault = create(payload -> payload.remove("sales_channel"));
            assertThat(row("account", byDefault)).contains("\"sales_channel\":\"DIRECT\"");
            long overridden = create("NORLYS_STRICT", payload -> {
                payload.remove(
                        List.of("operations_team_name", "account_billing_options", "ledgers", "transfer_balance"));
            });
            assertThat(row("account", overridden)).contains("\"sales_subchannel\":\"NORLYS_STRICT\"");
        }

        @Test
        void jsonOfAnyKindAsItWasSent() {
            long id = create(payload -> payload.putRawValue(
                    "metadata", new RawValue("[{\"key\": \"a\", \"value\": [1.50,  1e400, \"\\u0000\"]}]")));
            assertThat(jdbc.sql("SELECT value::text FROM account_metadata WHERE account_id = :id")
                            .param("id", id)
                            .query(String.class)
                            .single())
                    .isEqualTo("[1.50,  1e400, \"\\u0000\"]");
        }

        @Test
        void timesThatWereLeftOpenAsTheTimeOfImport() {
            long id = create(payload -> {
                ((ObjectNode) payload.path("notes").path(0)).remove("created_at");
                payload.set("consents", JSON.readTree("[{\"type\": \"DATA_SHARING\", \"value\": \"ACCEPTED\"}]"));
            });
            assertThat(jdbc.sql("""
                    SELECT n.created_at = :now AND c.signed_at = :now
                      FROM account_note n JOIN account_consent c USING (account_id) WHERE account_id = :id
                    """)
                            .param("now", TestAccounts.NOW.atOffset(ZoneOffset.UTC))
                            .param("id", id)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    @Nested
    class OfABusiness {

        @Test
        void isBilledMonthlyAndNamedBusinessWhereNothingElseIsSaid() {
            long id = create(payload -> {
                payload.put("account_type", "BUSINESS").put("company_number", " dk 13 58 56 28");
                payload.remove("account_billing_options");
                customer(payload).remove("family_name");
            });
            assertThat(row("account", id))
                    .contains(
                            "\"company_number\":\"13585628\"",
                            "\"billing_period_length\":\"MONTHLY\"",
                            "\"billing_period_start_day\":1");
            assertThat(row("account_customer", id)).contains("\"family_name\":\"Business\"");
        }
    }

    @Nested
    class OfAnUnknownOccupier {

        @Test
        void isBilledAtItsOnlySupplyAddress() {
            long id = create(payload -> {
                payload.put("unknown_occupier", true).remove(List.of("customers", "billing_address"));
            });
            assertThat(row("account", id))
                    .contains("\"billing_address1\":\"1 Fleet Street\"", "\"billing_postcode\":\"9000\"");
        }

        @Test
        void isBilledWhereItSaysOtherwise() {
            long id = create(payload -> {
                payload.put("unknown_occupier", true).remove("customers");
            });
            assertThat(row("account", id)).doesNotContain("billing_address1");
        }
    }

    @Nested
    class References {

        @Test
        void areTakenOnceTheAccountIsThereForItsOwnSupplierOnly() {
            AccountReference mine = new AccountReference("NORLYS", "norlys.crm-id", "R-1");
            AccountReference others = new AccountReference("NORLYS_STRICT", "norlys.crm-id", "R-1");
            assertThat(references.taken(Set.of(mine, others))).isEmpty();
            create(payload -> payload.set("references", JSON.readTree("""
                    [{"namespace": "norlys.crm-id", "value": "R-1"}, {"namespace": "norlys.crm-id", "value": "R-1"}]
                    """)));
            assertThat(references.taken(Set.of(mine, others))).containsExactly(mine);
        }
    }
}
