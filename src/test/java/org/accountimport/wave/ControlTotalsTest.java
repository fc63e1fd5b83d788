package org.accountimport.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.ControlTotals.Compared;
import org.accountimport.wave.ControlTotals.Differing;
import org.accountimport.wave.Reconciliation.ControlTotal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A wave that is larger than one range: five accounts in ranges of two. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestRuns.class)
class ControlTotalsTest {

    private static final WaveName WAVE = new WaveName("NORLYS", "ranges");

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Waves waves;

    @Autowired
    PlatformTransactionManager transactionManager;

    @BeforeEach
    void importFiveAccounts() {
        runs.load(WAVE, payloads());
        runs.importWave(WAVE);
        jdbc.sql("UPDATE account_ledger SET ledger_balance = 20").update();
    }

    private static String[] payloads() {
        String[] payloads = new String[5];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = TestPayloads.valid("RANGE-" + i);
        }
        return payloads;
    }

    private Compared compare(int listed) {
        ControlTotals totals = new ControlTotals(jdbc, transactionManager, 2);
        Compared compared =
                new TransactionTemplate(transactionManager).execute(status -> totals.compare(waves.id(WAVE), listed));
        assertThat(compared).isNotNull();
        return compared;
    }

    private void changeBalanceOf(String externalAccountNumber) {
        assertThat(jdbc.sql("""
                        UPDATE account_ledger
                           SET ledger_balance = 21
                         WHERE account_id = (SELECT id FROM account WHERE external_account_number = :number)
                        """).param("number", externalAccountNumber).update())
                .isEqualTo(1);
    }

    @Test
    void addsItsRangesUp() {
        Compared compared = compare(10);

        assertThat(compared.processes()).isEqualTo(5);
        assertThat(compared.statusCounts()).containsEntry(DecidedStatus.PROCESSED, 5L);
        assertThat(compared.differing()).isZero();
        assertThat(compared.totals())
                .extracting(ControlTotal::name, ControlTotal::payloads, ControlTotal::accounts)
                .contains(
                        tuple("accounts", new BigDecimal("5"), new BigDecimal("5")),
                        tuple("queued", new BigDecimal("5"), new BigDecimal("5")),
                        tuple("transactions.PAYMENT", new BigDecimal("10"), new BigDecimal("10")));
    }

    @Test
    void countsTheDifferencesOfAllRangesAndListsTheFirst() {
        List.of("RANGE-0", "RANGE-2", "RANGE-4").forEach(this::changeBalanceOf);

        Compared compared = compare(2);

        assertThat(compared.differing()).isEqualTo(3);
        assertThat(compared.differences())
                .extracting(Differing::name)
                .containsExactly(
                        "ledger_balance.DENMARK_ELECTRICITY_LEDGER", "ledger_balance.DENMARK_ELECTRICITY_LEDGER");
        assertThat(compared.differences()).extracting(Differing::processId).isSorted();
    }
}
