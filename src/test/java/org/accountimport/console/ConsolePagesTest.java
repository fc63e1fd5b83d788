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
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

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
                .contains("NORLYS_STRICT/2026-W50 40 accounts wait for a dry run, and no schedule takes them.");
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
        isFitForEverybody("wave-pending", "/console/waves/NORLYS_STRICT/2026-W50");
    }

    @Test
    void aRunThatIsUnderWay() throws SQLException {
        WaveName wave = new WaveName("NORLYS", "2026-W51");
        testRuns.load(
                wave,
                IntStream.range(0, 100)
                        .mapToObj(account -> TestPayloads.valid("under way " + account))
                        .toArray(String[]::new));
        HeldRuns.during(dataSource, () -> {
            launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, false, "test"));
            browser().open("/console/waves/NORLYS/2026-W51");
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
        });
        testRuns.ended(runs.ofWave(wave, 1).get(0).jobExecutionId());
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
    void aWaveThatIsNotReconciled() {
        isFitForEverybody("reconciliation-none", "/console/waves/NORLYS_STRICT/2026-W50/reconciliation");
    }

    @Test
    void confirmations() {
        isFitForEverybody("confirm-canary", "/console/waves/NORLYS/2026-W49/actions/canary");
        isFitForEverybody("confirm-roll-back", IMPORTED + "/actions/roll-back");
        isFitForEverybody("confirm-refused", "/console/waves/NORLYS_STRICT/2026-W50/actions/roll-back");
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
