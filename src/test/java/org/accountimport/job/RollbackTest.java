package org.accountimport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.account.AccountRemover.Removal;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.ImportProcesses;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.AccountHistory;
import org.accountimport.wave.KeptAccount;
import org.accountimport.wave.Reconciliations;
import org.accountimport.wave.Rollbacks;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveReports;
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
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"account-import.job.chunk-size=3", "account-import.job.threads=2"})
@WithTestDatabase
@Import(TestRuns.class)
class RollbackTest {

    @Autowired
    RunLauncher launcher;

    @Autowired
    Rollbacks rollbacks;

    @Autowired
    Reconciliations reconciliations;

    @Autowired
    WaveReports reports;

    @Autowired
    ImportProcesses processes;

    @Autowired
    AccountHistory history;

    @Autowired
    WaveLeases leases;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private static int waves;

    private WaveName wave = new WaveName("NORLYS", "rollback");

    @BeforeEach
    void importAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName() + ++waves);
        runs.load(
                wave,
                IntStream.range(0, 20)
                        .mapToObj(i -> TestPayloads.valid(number(i)))
                        .toArray(String[]::new));
        assertThat(runs.importWave(wave).succeeded()).isEqualTo(20);
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    private RunReport rollBack() {
        return runs.ended(launcher.rollBack(wave, "test"));
    }

    private void change(int account, String sql) {
        assertThat(jdbc.sql(sql).param("number", number(account)).update()).isEqualTo(1);
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table
                        + " WHERE account_id IN (SELECT id FROM account WHERE external_account_number LIKE :numbers)")
                .param("numbers", wave.name() + "-%")
                .query(Long.class)
                .single();
    }

    private long accounts() {
        return jdbc.sql("SELECT count(*) FROM account WHERE external_account_number LIKE :numbers")
                .param("numbers", wave.name() + "-%")
                .query(Long.class)
                .single();
    }

    @Nested
    class AWaveThatIsRolledBack {

        @Test
        void hasNoAccountsAndItsProcessesArePendingAgain() {
            RunReport run = rollBack();

            assertThat(run.kind()).isEqualTo(RunKind.ROLLBACK);
            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(run.total()).isEqualTo(20);
            assertThat(run.succeeded()).isEqualTo(20);
            assertThat(run.errored()).isZero();
            assertThat(accounts()).isZero();
            assertThat(reports.countsByStatus(wave)).containsEntry(DecidedStatus.PENDING, 20L);
            var process = processes.find("NORLYS", number(7)).orElseThrow();
            assertThat(process.status()).isEqualTo(ImportStatus.PENDING);
            assertThat(process.accountNumber()).isNull();
            assertThat(process.latestEvent().event()).isEqualTo("EVENT_ACCOUNT_IMPORT_PROCESS_ROLLED_BACK");
            assertThat(history.of("NORLYS", number(7)))
                    .last()
                    .satisfies(entry -> assertThat(entry.job()).isEqualTo("rollback"));
        }

        @Test
        void agreesWithItsPayloads() {
            long run = rollBack().jobExecutionId();

            var result = reconciliations.newest(wave).orElseThrow();
            assertThat(result.jobExecutionId()).isEqualTo(run);
            assertThat(result.agreed()).isTrue();
        }

        @Test
        void canBeImportedAgain() {
            rollBack();
            RunReport again = runs.importWave(wave);

            assertThat(again.succeeded()).isEqualTo(20);
            assertThat(accounts()).isEqualTo(20);
            assertThat(reconciliations.newest(wave).orElseThrow().agreed()).isTrue();
        }

        @Test
        void hasNothingLeftForASecondRollback() {
            rollBack();
            RunReport second = rollBack();

            assertThat(second.status()).isEqualTo("COMPLETED");
            assertThat(second.total()).isZero();
        }

        @Test
        void leavesOtherWavesAlone() {
            WaveName other = new WaveName("NORLYS", wave.name() + " other");
            runs.load(other, TestPayloads.valid(number(99)));
            runs.importWave(other);
            rollBack();

            assertThat(processes.find("NORLYS", number(99)).orElseThrow().status())
                    .isEqualTo(ImportStatus.PROCESSED);
        }
    }

    @Nested
    class AnAccountThatSomebodyTouched {

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "UPDATE account SET billing_name = 'x' WHERE external_account_number = :number",
                    "UPDATE account SET version = 1, modified_at = created_at WHERE external_account_number = :number",
                    "UPDATE account_customer SET title = 'Dr' WHERE position = 0 AND account_id = OF_NUMBER",
                    "DELETE FROM account_note WHERE position = 0 AND account_id = OF_NUMBER",
                    "INSERT INTO account_metadata VALUES (OF_NUMBER, 9, 'k', '{}')",
                    "UPDATE account_ledger_transaction SET note = 'x' WHERE position = 0 AND account_id = OF_NUMBER"
                })
        void isKept(String sql) {
            change(4, sql.replace("OF_NUMBER", "(SELECT id FROM account WHERE external_account_number = :number)"));
            assertThat(rollbacks.changedSinceImport(wave)).isEqualTo(1);
            RunReport run = rollBack();

            assertThat(run.status()).isEqualTo("COMPLETED");
            assertThat(run.succeeded()).isEqualTo(19);
            assertThat(run.errored()).isEqualTo(1);
            assertThat(accounts()).isEqualTo(1);
            var process = processes.find("NORLYS", number(4)).orElseThrow();
            assertThat(process.status()).isEqualTo(ImportStatus.PROCESSED);
            assertThat(rollbacks.keptByReason(run.jobExecutionId()))
                    .isEqualTo(Map.of(Removal.CHANGED_SINCE_IMPORT, 1L));
            assertThat(rollbacks.kept(run.jobExecutionId(), 10))
                    .containsExactly(new KeptAccount(number(4), process.accountNumber(), Removal.CHANGED_SINCE_IMPORT));
        }

        @Test
        void isWaitedForWhileTheChangeIsUnderWay() throws InterruptedException {
            long[] run = {0};
            transactions.executeWithoutResult(status -> {
                change(4, "UPDATE account SET billing_name = 'x' WHERE external_account_number = :number");
                Thread launching = new Thread(() -> run[0] = launcher.rollBack(wave, "test"));
                launching.start();
                await().until(() -> jdbc.sql("""
                        SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted
                                          AND pid IN (SELECT pid FROM pg_stat_activity
                                                       WHERE datname = current_database()))
                        """).query(Boolean.class).single());
            });
            await().until(() -> run[0] != 0);

            assertThat(runs.ended(run[0]).errored()).isEqualTo(1);
            assertThat(accounts()).isEqualTo(1);
        }
    }

    @Test
    void anImportLeavesVersionOneAndNoTraceOfAChange() {
        assertThat(jdbc.sql("""
                SELECT count(*) FROM account
                 WHERE external_account_number LIKE :numbers AND version = 1 AND modified_at = created_at
                """)
                        .param("numbers", wave.name() + "-%")
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
        assertThat(count("account_ledger_transaction")).isEqualTo(40);
    }

    @Test
    void aProcessWithoutAccountIsKeptAndNamed() {
        change(3, "DELETE FROM account WHERE external_account_number = :number");
        RunReport run = rollBack();

        assertThat(run.succeeded()).isEqualTo(19);
        assertThat(rollbacks.kept(run.jobExecutionId(), 10))
                .extracting(KeptAccount::externalAccountNumber, KeptAccount::reason)
                .containsExactly(tuple(number(3), Removal.ACCOUNT_MISSING));
    }

    @Test
    void anAccountThatSomethingRefersToIsKeptAndTheOthersOfItsChunkAreRemoved() {
        jdbc.sql("CREATE TABLE IF NOT EXISTS meter_of_somebody_else (account_id bigint REFERENCES account)")
                .update();
        change(5, "INSERT INTO meter_of_somebody_else SELECT id FROM account WHERE external_account_number = :number");
        RunReport run = rollBack();

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.succeeded()).isEqualTo(19);
        assertThat(rollbacks.keptByReason(run.jobExecutionId())).isEqualTo(Map.of(Removal.IN_USE, 1L));
    }

    @Test
    void isRefusedWhileARunOverTheWaveIsUnderWay() {
        long waveId = jdbc.sql("SELECT id FROM wave WHERE name = :name")
                .param("name", wave.name())
                .query(Long.class)
                .single();
        assertThat(leases.take(waveId, "test")).isTrue();
        try {
            assertThatThrownBy(() -> launcher.rollBack(wave, "test")).isInstanceOf(RunAlreadyRunningException.class);
        } finally {
            leases.release(waveId);
        }
        assertThat(accounts()).isEqualTo(20);
    }

    @Test
    void isNotLaunchedLikeOtherJobs() {
        assertThatThrownBy(() -> launcher.launch(new RunLauncher.Launch(RunKind.ROLLBACK, wave, false, "test")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose dry-run or import");
        assertThat(accounts()).isEqualTo(20);
    }

    @Test
    void goesOnWhereItFailed() {
        String refuse = """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = 'XX000'; END $$;
                CREATE TRIGGER refuse_tr BEFORE DELETE ON account FOR EACH ROW
                WHEN (OLD.external_account_number LIKE '%-19') EXECUTE FUNCTION refuse()
                """;
        jdbc.sql(refuse).update();
        RunReport failed;
        try {
            failed = rollBack();
        } finally {
            jdbc.sql("DROP FUNCTION refuse() CASCADE").update();
        }
        assertThat(failed.status()).isEqualTo("FAILED");
        long left = accounts();
        assertThat(left).isBetween(1L, 19L);
        assertThat(processes.find("NORLYS", number(0)).orElseThrow().status()).isEqualTo(ImportStatus.PENDING);

        RunReport restarted = runs.ended(launcher.restart(failed.jobExecutionId(), "test"));
        assertThat(restarted.status()).isEqualTo("COMPLETED");
        assertThat(restarted.total()).isEqualTo(left);
        assertThat(restarted.succeeded()).isEqualTo(left);
        assertThat(accounts()).isZero();
        assertThat(List.of(failed.succeeded(), restarted.succeeded()))
                .extracting(Long::intValue)
                .satisfies(counts -> assertThat(counts.get(0) + counts.get(1)).isEqualTo(20));
    }
}
