package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.security.TestKeys;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every page, light and dark, wide and narrow: no obstacle for anybody, nothing beside the screen. Leaves pictures of them. */
@BrowserTest
class ConsolePagesTest {

    private static final String IMPORTED = "/console/waves/NORLYS/2026-W48";

    @LocalServerPort
    int port;

    @Autowired
    SampleWaves samples;

    @Autowired
    RunReports runs;

    @Autowired
    TestRuns testRuns;

    @Autowired
    RunLauncher launcher;

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WaveAccounts accounts;

    private Browser browser() {
        return Browser.at(port);
    }

    @BeforeEach
    void load() {
        samples.load();
    }

    /** Looks at the page that is open. */
    private void isFitForEverybody(String name) {
        List<String> obstacles = new ArrayList<>();
        for (Browser.Look look : Browser.Look.values()) {
            browser().look(look);
            browser().picture(name + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            browser().obstacles().forEach(obstacle -> obstacles.add(look + " " + obstacle));
            browser().fitsItsWidth();
        }
        browser().keepsToItself();
        browser().look(Browser.Look.LIGHT_WIDE);
        assertThat(obstacles).as(name).isEmpty();
    }

    private void isFitForEverybody(String name, String path) {
        browser().open(path);
        isFitForEverybody(name);
    }

    private String wrongAccount() {
        return accounts.page(SampleWaves.IMPORTED, new WaveAccounts.Filter(null, "invalid_phone_number", null), null, 1)
                .accounts()
                .get(0)
                .externalAccountNumber();
    }

    private long newestRun() {
        return runs.ofWave(SampleWaves.IMPORTED, 1).get(0).jobExecutionId();
    }

    @Test
    void waves() {
        isFitForEverybody("waves", "/console/waves");
        assertThat(browser().text())
                .contains("Needs attention", "NORLYS/2026-W49 89 accounts are wrong.", "See what is wrong")
                .contains("NORLYS_STRICT/2026-W40 40 accounts wait for a dry run, and no schedule takes them.");
    }

    @Test
    void wavesOfWhichNoneNeedsAttention() {
        isFitForEverybody("waves-all-well", "/console/waves?supplier=CALM");
        assertThat(browser().text()).contains("Needs attention All well");
    }

    @Test
    void everythingIsReachedWithTheTabKeyInTheOrderOfThePageAndSeenToBeReached() {
        browser().open("/console/waves/NORLYS/2026-W49");
        Object all = browser().run("""
                window.reachable = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
                    .filter(element => element.checkVisibility());
                return reachable.length;
                """);
        List<Object> reached = new ArrayList<>();
        for (long i = 0; i < (Long) all; i++) {
            browser().press(Keys.TAB);
            reached.add(browser().run("return reachable.indexOf(document.activeElement)"));
            assertThat(browser().run("""
                    const style = getComputedStyle(document.activeElement);
                    return style.outlineStyle + ' ' + (parseFloat(style.outlineWidth) >= 2);
                    """)).as("focus of place " + i).isEqualTo("solid true");
        }
        assertThat(reached).isEqualTo(LongStream.range(0, (Long) all).boxed().toList());
    }

    @Test
    void aSearchThatFindsNothing() {
        isFitForEverybody("waves-nothing-found", "/console/waves?q=nowhere");
        assertThat(browser().text()).contains("Nothing found");
    }

    @Test
    void aWave() {
        isFitForEverybody("wave", IMPORTED);
    }

    @Test
    void aWaveThatNobodyHasBegunWith() {
        isFitForEverybody("wave-pending", "/console/waves/NORLYS_STRICT/2026-W40");
    }

    @Test
    void aRunThatIsUnderWay() throws SQLException {
        WaveName wave = new WaveName("NORLYS", "2026-W41");
        load(wave, "NOR-41-", 100);
        HeldRuns.during(dataSource, () -> {
            launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, false, "test"));
            browser().open("/console/waves/NORLYS/2026-W41");
            browser().shows("Under way:", "0 of 100", "In progress 100", "partitions are through");
            await().untilAsserted(() -> assertThat(browser().run("""
                            const drawn = Chart.getChart(document.querySelector('#rate-chart canvas'));
                            return drawn ? drawn.data.datasets[0].data.length : 0;
                            """)).isNotEqualTo(0L));
            browser().run("""
                    window.moved = 0;
                    window.looks = 0;
                    document.body.addEventListener('htmx:afterSettle', () => looks++);
                    return 1;
                    """);
            await().atMost(Duration.ofSeconds(60)).until(() -> (Long) browser().run("return looks") >= 2);
            assertThat(((Number) browser().run("return moved")).doubleValue())
                    .as("what moved while the page was brought up to date")
                    .isZero();
            isFitForEverybody("wave-under-way");
            browser().follow("Stop");
            browser().shows("0 of 100 accounts are decided.");
            isFitForEverybody("confirm-stop");
        });
        testRuns.ended(runs.ofWave(wave, 1).get(0).jobExecutionId());
    }

    private void load(WaveName wave, String numbers, int accountsOfIt) {
        testRuns.load(
                wave,
                IntStream.range(0, accountsOfIt)
                        .mapToObj(account -> TestPayloads.valid(numbers + account))
                        .toArray(String[]::new));
    }

    @Test
    void aRunThatOnePartitionHoldsUp() throws SQLException {
        WaveName wave = new WaveName("NORLYS", "2026-W42");
        load(wave, "NOR-42-", 200);
        HeldRuns.withAStraggler(dataSource, () -> {
            launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, false, "test"));
            browser().open("/console/waves/NORLYS/2026-W42");
            browser().shows("1 straggler still at work");
            isFitForEverybody("wave-straggler");
            browser().click("#newest-run");
            browser().shows("Running straggler");
            assertThat(browser().all("tr.straggler")).hasSize(1);
            isFitForEverybody("run-straggler");
        });
        browser().shows("Completed 200 succeeded, 0 errored.");
        assertThat(browser().all("tr.straggler")).isEmpty();
        testRuns.ended(runs.ofWave(wave, 1).get(0).jobExecutionId());
    }

    @Test
    void aRunThatFailedAndGoesOn() {
        WaveName wave = new WaveName("NORLYS", "2026-W43");
        load(wave, "NOR-43-", 100);
        jdbc.sql("""
                CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = 'XX000'; END $$;
                CREATE TRIGGER refuse_one_tr BEFORE UPDATE ON import_process FOR EACH ROW
                WHEN (OLD.external_account_number = 'NOR-43-99') EXECUTE FUNCTION refuse_one()
                """).update();
        try {
            assertThat(testRuns.dryRun(wave).status()).isEqualTo("FAILED");
        } finally {
            jdbc.sql("DROP FUNCTION refuse_one() CASCADE").update();
        }
        isFitForEverybody("wave-failed", "/console/waves/NORLYS/2026-W43");
        assertThat(browser().text()).contains("A restart continues it.").doesNotContain("are wrong.");
        browser().open("/console/waves");
        browser().followBeside("NORLYS/2026-W43", "Restart");
        browser().shows("A new job execution takes the");
        isFitForEverybody("confirm-restart");
        browser().click("#confirm");
        browser().shows("The run goes on as a new job execution.", "Completed", "Dry run succeeded 100");
        testRuns.ended(runs.ofWave(wave, 1).get(0).jobExecutionId());
    }

    @Test
    void aTimeAtWhichNoServerWasThere() {
        jdbc.sql("""
                INSERT INTO schedule_tick (definition, scheduled_at, missed)
                VALUES ('nightly-dry-run', now() - interval '9 hours', true)
                """).update();
        try {
            browser().open("/console/waves");
            browser().shows("Missed nightly-dry-run It was due");
            isFitForEverybody("waves-missed");
            browser().followBeside("nightly-dry-run", "See the schedule");
            browser().shows("missed");
            assertThat(browser().find("#nightly-dry-run").getText()).contains("missed");
            isFitForEverybody("schedules-missed");
        } finally {
            jdbc.sql("DELETE FROM schedule_tick WHERE definition = 'nightly-dry-run'")
                    .update();
        }
    }

    @Test
    void theAccountsOfAWave() {
        isFitForEverybody("accounts", IMPORTED + "/accounts?status=DRY_RUN_ERRORED");
    }

    @Test
    void anAccount() {
        isFitForEverybody("account", "/console/accounts/NORLYS/" + wrongAccount());
    }

    @Test
    void anAccountThatIsShownInTheClear() {
        browser().open("/console/accounts/NORLYS/" + wrongAccount());
        browser().click("form[action$=reveal] button");
        browser().shows("shown this once");
        isFitForEverybody("account-revealed");
    }

    @Test
    void anImportedAccount() {
        isFitForEverybody("account-imported", "/console/accounts/NORLYS/NOR-00000001");
        assertThat(browser().text()).contains("Not changed since.");
    }

    @Test
    void aRun() {
        isFitForEverybody("run", "/console/runs/" + newestRun());
    }

    @Test
    void aReconciliation() {
        isFitForEverybody("reconciliation", IMPORTED + "/reconciliation");
    }

    @Test
    void aReconciliationWithDifferencesIsSignedOffWithARemark() {
        WaveName wave = new WaveName("NORLYS", "2026-W46");
        load(wave, "NOR-46-", 30);
        testRuns.importWave(wave);
        change("UPDATE account_ledger SET ledger_balance = ledger_balance + 20", "NOR-46-7");
        change("DELETE FROM account_customer", "NOR-46-9");
        browser().open("/console/waves/NORLYS/2026-W46/reconciliation");
        browser().shows("Everything agrees");
        browser().click("form[action$='/reconciliation'] button");
        browser().shows("differences", "Differences, account by account", "NOR-46-7", "NOR-46-9");
        isFitForEverybody("reconciliation-differences");

        browser().type("#by", "Anna Holm");
        browser().type("#remark", " ");
        browser().click("[name=meant]");
        browser().click("form.stacked button");
        browser().shows("Nothing was done.", "There are differences. Say in the remark why it is all right.");
        browser().type("#remark", "Corrected by hand after the import.");
        browser().click("[name=meant]");
        browser().click("form.stacked button");
        browser().shows("Signed off by Anna Holm", "Corrected by hand after the import.");
        isFitForEverybody("reconciliation-signed-off");
    }

    private void change(String sql, String number) {
        assertThat(jdbc.sql(sql + """
                         WHERE account_id = (SELECT id FROM account WHERE external_account_number = :number)
                        """).param("number", number).update()).isPositive();
    }

    @Test
    void theSignIn() {
        browser().open("/console/waves");
        browser().click("form.signed-in button");
        try {
            browser().shows("API key");
            isFitForEverybody("login");
            browser().type("#key", "ai_of_nobody");
            browser().click("#content button");
            browser().shows("This key is not valid.");
            isFitForEverybody("login-refused");
        } finally {
            browser().signIn(TestKeys.CONSOLE);
        }
    }

    @Test
    void aFilterThatNoAccountPasses() {
        isFitForEverybody("accounts-none", IMPORTED + "/accounts?status=CANCELLED");
        assertThat(browser().text()).contains("No account of this wave has what you filter by.");
    }

    @Test
    void aWaveThatIsNotReconciled() {
        isFitForEverybody("reconciliation-none", "/console/waves/NORLYS_STRICT/2026-W40/reconciliation");
    }

    @Test
    void confirmations() {
        isFitForEverybody("confirm-import", "/console/waves/NORLYS/2026-W49/actions/import");
        browser().open("/console/waves/NORLYS/2026-W49/actions/cancel");
        browser().type("#typed", "another");
        browser().click("#confirm");
        browser().shows("Nothing was done.");
        isFitForEverybody("confirm-cancel");
        isFitForEverybody("confirm-canary", "/console/waves/NORLYS/2026-W49/actions/canary");
        isFitForEverybody("confirm-roll-back", IMPORTED + "/actions/roll-back");
        isFitForEverybody("confirm-refused", "/console/waves/NORLYS_STRICT/2026-W40/actions/roll-back");
    }

    @Test
    void schedules() {
        isFitForEverybody("schedules", "/console/schedules");
        assertThat(browser().text()).contains("nightly-import", "disabled");
    }

    @Test
    void aPageThatIsNotThere() {
        isFitForEverybody("not-there", "/console/waves/NORLYS/nowhere");
        assertThat(browser().text()).contains("There is no such page, wave, run or account");
    }
}
