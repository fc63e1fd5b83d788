package org.accountimport.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.wave.Reconciliation.ControlTotal;
import org.accountimport.wave.Reconciliation.Difference;
import org.accountimport.wave.Reconciliation.SignOff;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestRuns.class)
class ReconciliationsTest {

    @Autowired
    Reconciliations reconciliations;

    @Autowired
    TestRuns runs;

    @Autowired
    RunLauncher launcher;

    @Autowired
    JdbcClient jdbc;

    private WaveName wave = new WaveName("NORLYS", "reconciliation");

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName() + "-" + test.getDisplayName());
    }

    private String number(int i) {
        return "R" + Integer.toHexString(wave.hashCode()) + "-" + i;
    }

    /** Imports accounts 1 and 2, which are right. */
    private void importTwo() {
        runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.valid(number(2)));
        assertThat(runs.importWave(wave).succeeded()).isEqualTo(2);
    }

    private Reconciliation reconcile() {
        return reconciliations.reconcile(wave, null);
    }

    private void change(String sql, int account) {
        assertThat(jdbc.sql(sql).param("number", number(account)).update()).isPositive();
    }

    private static Tuple total(String name, String value) {
        return tuple(name, new BigDecimal(value), new BigDecimal(value));
    }

    private static void assertTotals(Reconciliation result, Tuple... totals) {
        assertThat(result.totals())
                .extracting(ControlTotal::name, ControlTotal::payloads, ControlTotal::accounts)
                .contains(totals);
    }

    private Difference difference(int account, String name, int payloads, int accounts) {
        return new Difference(number(account), name, BigDecimal.valueOf(payloads), BigDecimal.valueOf(accounts));
    }

    @Test
    void howTheNewestOnesOfSeveralWavesStandIsToldAtOnce() {
        importTwo();
        WaveName never = new WaveName("NORLYS", "never reconciled");
        runs.load(never, TestPayloads.valid(number(3)));
        assertThat(reconciliations.standings(List.of(wave, never)))
                .containsOnlyKeys(wave)
                .extractingByKey(wave)
                .extracting(ReconciliationStanding::differences, ReconciliationStanding::signedOff)
                .containsExactly(0L, false);
        long again = reconcile().id();
        reconciliations.signOff(wave, again, "Anna Holm", null);
        assertThat(reconciliations.standings(List.of(wave)).get(wave))
                .extracting(
                        ReconciliationStanding::id,
                        ReconciliationStanding::jobExecutionId,
                        ReconciliationStanding::signedOff)
                .containsExactly(again, null, true);
    }

    @Nested
    class AnImport {

        @Test
        void endsWithAReconciliationOfItsWave() {
            runs.load(
                    wave,
                    TestPayloads.valid(number(1)),
                    "{\"payload\": " + TestPayloads.valid(number(2)) + "}",
                    TestPayloads.edited(number(3), payload -> payload.put("date_of_sale", "tomorrow")));
            long run = runs.importWave(wave).jobExecutionId();

            Reconciliation result = reconciliations.newest(wave).orElseThrow();
            assertThat(result.jobExecutionId()).isEqualTo(run);
            assertThat(result.wave()).isEqualTo(wave);
            assertThat(result.differences()).isEmpty();
            assertThat(result.agreed()).isTrue();
            assertThat(result.signOff()).isNull();
            assertTotals(
                    result,
                    total("queued", "3"),
                    total("accounts", "2"),
                    total("customers", "2"),
                    total("notes", "2"),
                    total("ledgers", "2"),
                    total("statements", "2"),
                    total("metadata", "2"),
                    total("references", "0"),
                    total("supply_addresses", "2"),
                    total("transactions.PAYMENT", "4"),
                    total("transaction_sum.PAYMENT", "40"),
                    total("ledger_balance.DENMARK_ELECTRICITY_LEDGER", "40"),
                    total("transfer_balance", "40"));
        }

        @Test
        void thatWasRolledBackSinceCannotBeSignedOffAnyMore() {
            runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.valid(number(2)));
            runs.importWave(wave);
            Reconciliation before = reconciliations.newest(wave).orElseThrow();
            runs.ended(launcher.rollBack(wave, "test"));
            // As a rollback leaves it that is stopped half-way: nothing has reconciled the wave again.
            Reconciliation newest = reconciliations.newest(wave).orElseThrow();
            jdbc.sql("UPDATE reconciliation SET as_of = :before WHERE id = :newest")
                    .param("before", before.asOf())
                    .param("newest", newest.id())
                    .update();

            assertThatThrownBy(() -> reconciliations.signOff(wave, newest.id(), "Anna", null))
                    .hasMessageContaining("rolled back since reconciliation " + newest.id());
        }

        @Test
        void ofAFewAccountsOfALargeWaveLeavesItToALaterOne() {
            runs.load(
                    wave,
                    IntStream.range(0, 150)
                            .mapToObj(i -> TestPayloads.valid(number(i)))
                            .toArray(String[]::new));
            runs.importWave(wave);
            Reconciliation first = reconciliations.newest(wave).orElseThrow();

            runs.load(wave, TestPayloads.valid(number(200)));
            runs.importWave(wave);
            assertThat(reconciliations.newest(wave).orElseThrow().id()).isEqualTo(first.id());
            assertThatThrownBy(() -> reconciliations.signOff(wave, first.id(), "Anna", null))
                    .hasMessageContaining("imported or rolled back since reconciliation " + first.id());

            jdbc.sql("UPDATE reconciliation SET as_of = now() - interval '61 minutes' WHERE id = :id")
                    .param("id", first.id())
                    .update();
            runs.load(wave, TestPayloads.valid(number(201)));
            runs.importWave(wave);
            assertTotals(reconciliations.newest(wave).orElseThrow(), total("accounts", "152"));
        }

        @Test
        void accountsForEveryAccountOfTheWave() {
            runs.load(
                    wave,
                    TestPayloads.valid(number(1)),
                    TestPayloads.edited(number(2), payload -> payload.put("date_of_sale", "tomorrow")));
            runs.importWave(wave);
            runs.load(wave, TestPayloads.valid(number(3)));

            Reconciliation result = reconcile();
            assertThat(result.accounts()).isEqualTo(3);
            assertThat(result.lost()).isZero();
            assertThat(result.statusCounts())
                    .containsEntry(DecidedStatus.PROCESSED, 1L)
                    .containsEntry(DecidedStatus.ERRORED, 1L)
                    .containsEntry(DecidedStatus.PENDING, 1L)
                    .containsEntry(DecidedStatus.CANCELLED, 0L);
        }
    }

    @Nested
    class ThePayloads {

        @Test
        void areCountedHoweverTheyAreWritten() {
            runs.load(
                    wave,
                    "\uFEFF" + TestPayloads.valid(number(1)).replace("\"amount\":10.0", "\"amount\":\"10.000\""),
                    "{ \"payload\" : "
                            + TestPayloads.valid(number(2))
                                    .replace("\"amount\":10.0", "\"amount\":1e1")
                                    .replace("\"transfer_balance\":20.0", "\"transfer_balance\":2.0E+1")
                            + "}",
                    TestPayloads.valid(number(3)).replace("\"ledger_code\":\"", "\"ledger_code\":\" \\u0009"));
            assertThat(runs.importWave(wave).succeeded()).isEqualTo(3);

            Reconciliation result = reconciliations.newest(wave).orElseThrow();
            assertThat(result.differences()).isEmpty();
            assertTotals(
                    result,
                    total("transaction_sum.PAYMENT", "60"),
                    total("transfer_balance", "60"),
                    total("ledger_balance.DENMARK_ELECTRICITY_LEDGER", "60"));
        }

        @Test
        void mayHoldWhatPostgresqlCannotTakeApart() {
            runs.load(
                    wave,
                    TestPayloads.valid(number(1))
                            .replace("\"some_value\"", "\"\\u0000 \\\\u0000 \\\\\\u0000\\uD83D\\ude00 \\ud83d\""),
                    TestPayloads.valid(number(2)).replace("\"some_value\"", "1e999999999"));
            assertThat(runs.importWave(wave).succeeded()).isEqualTo(2);

            Reconciliation result = reconciliations.newest(wave).orElseThrow();
            assertThat(result.differences()).isEmpty();
            assertTotals(result, total("metadata", "2"));
        }

        @Test
        void thatSomebodyChangedAreCompared() {
            importTwo();
            jdbc.sql("""
                    UPDATE import_payload
                       SET body = convert_to(replace(convert_from(body, 'UTF8'), '"ledgers":[', '"ledgers":[7,'), 'UTF8')
                     WHERE process_id = (SELECT id FROM import_process WHERE external_account_number = :number)
                    """).param("number", number(1)).update();

            Reconciliation result = reconcile();
            assertThat(result.differences())
                    .extracting(Difference::externalAccountNumber, Difference::name)
                    .containsExactly(tuple(number(1), "ledgers"));
        }

        @Test
        void mayLeaveOutTheirLists() {
            runs.load(
                    wave,
                    TestPayloads.edited(
                            number(1),
                            payload -> payload.remove(List.of(
                                    "notes",
                                    "statements",
                                    "metadata",
                                    "ledgers",
                                    "transfer_balance",
                                    "supply_addresses"))));
            assertThat(runs.importWave(wave).succeeded()).isEqualTo(1);

            Reconciliation result = reconciliations.newest(wave).orElseThrow();
            assertThat(result.differences()).isEmpty();
            assertTotals(result, total("ledgers", "0"), total("notes", "0"), total("customers", "1"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0e999999999, 0",
                "-0.0E-999999999, 0",
                "12.50, 12.50",
                "-1.5e2, -150",
                "1E-3, 0.001",
                "1e99999, ",
                "NaN, ",
                ", "
            })
    void decimalsAreReadInEveryNotation(String row) {
        String[] columns = row.split(", ?", -1);
        assertThat(jdbc.sql("SELECT coalesce(payload_decimal(:text)::text, '')")
                        .param("text", columns[0])
                        .query(String.class)
                        .single())
                .isEqualTo(columns[1]);
    }

    @Nested
    class APlantedDifference {

        private static final String OF_THE_ACCOUNT =
                " WHERE account_id = (SELECT id FROM account WHERE external_account_number = :number)";

        @Test
        void inTheAmountOfATransactionIsFound() {
            importTwo();
            change(
                    "UPDATE account_ledger_transaction SET amount = amount + 1" + OF_THE_ACCOUNT + " AND position = 1",
                    2);

            Reconciliation result = reconcile();
            assertThat(result.agreed()).isFalse();
            assertThat(result.differences()).containsExactly(difference(2, "transaction_sum.PAYMENT", 20, 21));
            assertThat(result.totals())
                    .filteredOn(total -> total.name().equals("transaction_sum.PAYMENT"))
                    .containsExactly(new ControlTotal(
                            "transaction_sum.PAYMENT", BigDecimal.valueOf(40), BigDecimal.valueOf(41)));
        }

        @Test
        void inTheDayOfATransactionIsFound() {
            importTwo();
            change(
                    "UPDATE account_ledger_transaction SET transaction_date = transaction_date + 1" + OF_THE_ACCOUNT
                            + " AND position = 0",
                    1);

            assertThat(reconcile().differences())
                    .extracting(Difference::externalAccountNumber, Difference::name)
                    .containsExactly(tuple(number(1), "transaction_checksum"));
        }

        @Test
        void byATransactionThatIsGoneIsFound() {
            importTwo();
            change("DELETE FROM account_ledger_transaction" + OF_THE_ACCOUNT + " AND position = 1", 1);

            assertThat(reconcile().differences())
                    .filteredOn(difference -> !difference.name().equals("transaction_checksum"))
                    .containsExactly(
                            difference(1, "transaction_sum.PAYMENT", 20, 10),
                            difference(1, "transactions.PAYMENT", 2, 1));
        }

        @Test
        void byACustomerThatIsGoneIsFound() {
            importTwo();
            change("DELETE FROM account_customer" + OF_THE_ACCOUNT, 1);

            assertThat(reconcile().differences()).containsExactly(difference(1, "customers", 1, 0));
        }

        @Test
        void inALedgerBalanceIsFound() {
            importTwo();
            change("UPDATE account_ledger SET ledger_code = 'DENMARK_GAS_LEDGER'" + OF_THE_ACCOUNT, 1);

            assertThat(reconcile().differences())
                    .contains(
                            difference(1, "ledger_balance.DENMARK_ELECTRICITY_LEDGER", 20, 0),
                            difference(1, "ledger_balance.DENMARK_GAS_LEDGER", 0, 20));
        }

        @Test
        void byAnAccountWhoseProcessIsNotProcessedIsFound() {
            importTwo();
            change(
                    "UPDATE import_process SET status = 'PENDING', account_number = NULL"
                            + " WHERE external_account_number = :number",
                    2);

            assertThat(reconcile().differences())
                    .contains(difference(2, "accounts", 0, 1), difference(2, "customers", 0, 1));
        }

        @Test
        void byAProcessedProcessWithoutAccountIsFound() {
            importTwo();
            change("DELETE FROM account WHERE external_account_number = :number", 2);

            assertThat(reconcile().differences())
                    .contains(difference(2, "accounts", 1, 0), difference(2, "transfer_balance", 20, 0));
        }

        @Test
        void byAnotherAccountNumberThanTheProcessSaysIsFound() {
            importTwo();
            change("UPDATE account SET account_number = 'A-X' || id WHERE external_account_number = :number", 1);

            assertThat(reconcile().differences()).containsExactly(difference(1, "accounts", 1, 0));
        }

        @Test
        void byAQueuedPayloadThatIsGoneIsFound() {
            runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.valid(number(2)));
            change(
                    "DELETE FROM import_payload"
                            + " WHERE process_id = (SELECT id FROM import_process WHERE external_account_number = :number)",
                    2);

            assertThat(reconcile().differences()).containsExactly(difference(2, "queued", 0, 1));
        }

        @Test
        void isListedUpToALimitAndCountedBeyondIt() {
            runs.load(
                    wave,
                    IntStream.rangeClosed(1, 1_002)
                            .mapToObj(i -> TestPayloads.valid(number(i)))
                            .toArray(String[]::new));
            runs.importWave(wave);
            jdbc.sql(
                            "DELETE FROM account_note WHERE account_id IN (SELECT id FROM account WHERE external_account_number LIKE :numbers)")
                    .param("numbers", number(0).replaceFirst("0$", "%"))
                    .update();

            Reconciliation result = reconcile();
            assertThat(result.differenceCount()).isEqualTo(1_002);
            assertThat(result.differences())
                    .hasSize(1_000)
                    .startsWith(difference(1, "notes", 1, 0))
                    .endsWith(difference(1_000, "notes", 1, 0));
            assertThat(result.unlistedDifferences()).isEqualTo(2);
        }
    }

    @Nested
    class SigningOff {

        @Test
        void namesThePersonWhoAnswersForTheResult() {
            importTwo();
            long id = reconciliations.newest(wave).orElseThrow().id();

            SignOff signed = reconciliations.signOff(wave, id, "Anna", null).signOff();
            assertThat(signed).extracting("by", "remark").containsExactly("Anna", null);
            assertThat(reconciliations.newest(wave).orElseThrow().signOff()).isEqualTo(signed);
        }

        @Test
        void isPossibleOnlyOnce() {
            importTwo();
            long id = reconciliations.newest(wave).orElseThrow().id();
            reconciliations.signOff(wave, id, "Anna", null);

            assertThatThrownBy(() -> reconciliations.signOff(wave, id, "Bo", null))
                    .isInstanceOf(SignOffRefusedException.class)
                    .hasMessage("Reconciliation " + id + " was signed off by Anna already");
        }

        @Test
        void isPossibleForTheNewestOnly() {
            importTwo();
            long old = reconciliations.newest(wave).orElseThrow().id();
            long newest = reconcile().id();

            assertThatThrownBy(() -> reconciliations.signOff(wave, old, "Anna", null))
                    .isInstanceOf(SignOffRefusedException.class)
                    .hasMessageContaining("look at reconciliation " + newest);
        }

        @Test
        void needsARemarkWhenThereAreDifferences() {
            importTwo();
            change(
                    "DELETE FROM account_note WHERE account_id = (SELECT id FROM account WHERE external_account_number = :number)",
                    1);
            long id = reconcile().id();

            assertThatThrownBy(() -> reconciliations.signOff(wave, id, "Anna", " "))
                    .isInstanceOf(SignOffRefusedException.class)
                    .hasMessageContaining("has differences (1)");
            assertThat(reconciliations
                            .signOff(wave, id, "Anna", "Note deleted on request")
                            .signOff())
                    .extracting("remark")
                    .isEqualTo("Note deleted on request");
        }

        @Test
        void needsAReconciliationFirst() {
            runs.load(wave, TestPayloads.valid(number(1)));

            assertThatThrownBy(() -> reconciliations.signOff(wave, 1, "Anna", null))
                    .isInstanceOf(SignOffRefusedException.class)
                    .hasMessageContaining("reconcile it first");
        }
    }

    @Test
    void aWaveThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> reconciliations.reconcile(new WaveName("NORLYS", "nowhere"), null))
                .isInstanceOf(UnknownWaveException.class)
                .hasMessageContaining("NORLYS/nowhere");
    }
}
