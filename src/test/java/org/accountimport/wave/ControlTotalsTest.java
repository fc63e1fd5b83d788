package org.accountimport.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    DataSource dataSource;

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
        ControlTotals totals = new ControlTotals(jdbc, transactionManager, 2, Duration.ofMillis(200));
        Compared compared =
                new TransactionTemplate(transactionManager).execute(status -> totals.compare(waves.id(WAVE), listed));
        assertThat(compared).isNotNull();
        return compared;
    }

    private void changeBalanceOf(String externalAccountNumber) {
        changeBalanceOf(externalAccountNumber, 21);
    }

    private void changeBalanceOf(String externalAccountNumber, int balance) {
        assertThat(jdbc.sql("""
                        UPDATE account_ledger
                           SET ledger_balance = :balance
                         WHERE account_id = (SELECT id FROM account WHERE external_account_number = :number)
                        """)
                        .param("balance", balance)
                        .param("number", externalAccountNumber)
                        .update())
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

    @Test
    void findsDifferencesThatCancelEachOtherOut() {
        changeBalanceOf("RANGE-0", 21);
        changeBalanceOf("RANGE-1", 19);

        Compared compared = compare(10);

        assertThat(compared.totals())
                .allSatisfy(
                        total -> assertThat(total.accounts()).as(total.name()).isEqualByComparingTo(total.payloads()));
        assertThat(compared.differences())
                .extracting(Differing::name, Differing::payloads, Differing::accounts)
                .containsExactly(
                        tuple(
                                "ledger_balance.DENMARK_ELECTRICITY_LEDGER",
                                new BigDecimal("20.0"),
                                new BigDecimal("21")),
                        tuple(
                                "ledger_balance.DENMARK_ELECTRICITY_LEDGER",
                                new BigDecimal("20.0"),
                                new BigDecimal("19")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload", "account"})
    void allTogetherAreTheSumOfOneByOne(String side) {
        String careful = side.equals("payload") ? "false," : "";
        List<String> together = totals(side, careful + "false");
        assertThat(together).isNotEmpty().isEqualTo(totals(side, careful + "true"));
    }

    /** Totals and fingerprints of a side, summed up over what its function returns, as text. */
    private List<String> totals(String side, String how) {
        return jdbc.sql("""
                SELECT part || ' ' || coalesce(position, 0) || ' ' || sum(value) || ' ' || sum(fingerprint)
                  FROM %s_control_totals(:wave, 0, 1000000, %s)
                  LEFT JOIN LATERAL unnest(totals) WITH ORDINALITY AS total (value, position) ON true
                 GROUP BY part, position
                HAVING sum(value) IS NOT NULL
                 ORDER BY part, position
                """.formatted(side, how))
                .param("wave", waves.id(WAVE))
                .query(String.class)
                .list();
    }

    @Test
    void takesLongerThanATransactionMayBeIdle() throws Exception {
        ControlTotals totals = new ControlTotals(jdbc, transactionManager, 2, Duration.ofMillis(200));
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE account_customer IN ACCESS EXCLUSIVE MODE");
            // The comparison waits for the lock three times as long as its transaction may be idle.
            CompletableFuture<Void> released = CompletableFuture.runAsync(
                    () -> release(other), CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));

            Compared compared = new TransactionTemplate(transactionManager).execute(status -> {
                jdbc.sql("SET LOCAL idle_in_transaction_session_timeout = '1s'").update();
                return totals.compare(waves.id(WAVE), 10);
            });

            released.join();
            assertThat(compared).isNotNull();
            assertThat(compared.differing()).isZero();
        }
    }

    private static void release(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
