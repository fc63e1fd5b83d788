package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.node.ObjectNode;

/** What people do with the console, from page to page, in a real browser. */
@BrowserTest
class ConsoleJourneysTest {

    @LocalServerPort
    int port;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RunLauncher launcher;

    @Autowired
    DataSource dataSource;

    private WaveName wave = new WaveName("NORLYS", "none");

    private Browser browser() {
        return Browser.at(port);
    }

    @BeforeEach
    void nameAWave(TestInfo test) {
        wave = new WaveName(
                "NORLYS", "journey " + test.getTestMethod().orElseThrow().getName());
        browser().look(Browser.Look.LIGHT_WIDE);
    }

    private String number(int account) {
        return wave.name() + " " + account;
    }

    private void loadRight(int accounts) {
        runs.load(
                wave,
                IntStream.range(0, accounts)
                        .mapToObj(account -> TestPayloads.valid(number(account)))
                        .toArray(String[]::new));
    }

    private String wavePath() {
        return "/console/waves/NORLYS/" + UriUtils.encodePathSegment(wave.name(), "UTF-8");
    }

    private long newestRun() {
        return jdbc.sql("SELECT max(job_execution_id) FROM wave_run JOIN wave ON wave.id = wave_id WHERE name = :name")
                .param("name", wave.name())
                .query(Long.class)
                .single();
    }

    @Test
    void inTheMorningFromAllWavesToASingleWrongField() {
        runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.wrong(number(2)), TestPayloads.valid(number(3)));
        runs.dryRun(wave);

        browser().open("/");
        assertThat(browser().path()).isEqualTo("/console/waves");
        browser().followBeside(wave.name(), "See what is wrong");
        browser().shows("3 accounts", "Wrong accounts 1 account is wrong.", "Dry run succeeded 2");
        browser().click("td.heat-1 a");
        browser().shows(number(2));
        assertThat(browser().text()).doesNotContain(number(1), number(3));
        browser().follow(number(2));
        browser().shows("Dry run errored", "invalid_phone_number", "•••••• is not a valid phone number");
        assertThat(browser().text()).doesNotContain("abcde", "Homer", "homer@simpson.com");
        assertThat(browser().find("tr.bad").getText()).contains("\"landline\"");
    }

    @Test
    void theSameWithoutAMouse() {
        runs.load(wave, TestPayloads.wrong(number(1)));
        runs.dryRun(wave);
        browser().open("/console/waves?q=" + UriUtils.encode(wave.name(), "UTF-8"));
        browser().press(Keys.TAB);
        assertThat(focused()).isEqualTo("Skip to the content");
        browser().press(Keys.ENTER);
        assertThat(browser().run("return document.activeElement.id")).isEqualTo("content");
        enter("td.heat-1 a");
        browser().shows("Accounts of NORLYS/" + wave.name());
        enter("main tbody th a");
        browser().shows("1 thing is wrong");
        enter(".wrong a");
        assertThat(browser().path()).contains("#line-");
        enter(".search input");
        browser().type("#search", wave.name());
        browser().press(Keys.ENTER);
        browser().shows("NORLYS/" + wave.name(), "What to do");
    }

    /** Goes on with the tab key until the focus is there, and presses Enter. */
    private void enter(String css) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ZERO).until(() -> {
            browser().press(Keys.TAB);
            return (Boolean) browser().run("return document.activeElement.matches(arguments[0])", css);
        });
        browser().press(Keys.ENTER);
    }

    private Object focused() {
        return browser().run("return document.activeElement.innerText");
    }

    @Test
    void personalDataIsShownOnceAndThatIsRecorded() {
        runs.load(wave, TestPayloads.wrong(number(1)));
        runs.dryRun(wave);

        browser().open("/console/accounts/NORLYS/" + UriUtils.encodePathSegment(number(1), "UTF-8"));
        assertThat(browser().text()).doesNotContain("Simpson");
        browser().click("form[action$=reveal] button");
        browser().shows("Simpson", "abcde is not a valid phone number", "shown once");
        assertThat(jdbc.sql("""
                SELECT disclosure.actor || ' ' || disclosed || ' ' || disclosure.payload_version
                  FROM personal_data_disclosure disclosure
                  JOIN import_process process ON process.id = process_id
                 WHERE external_account_number = :number
                """).param("number", number(1)).query(String.class).list())
                .containsExactly("console payload 1");
        browser().follow("Mask it again");
        browser().shows("Personal data is masked.");
        assertThat(browser().text()).doesNotContain("Simpson");
    }

    @Test
    void aPartThatCannotBeRenewedStaysAndThePageSaysThatItIsOld() {
        loadRight(1);
        browser().open(wavePath());
        browser().shows("Pending");
        renewProgress("/console/waves/NORLYS/nobody/progress");
        browser().shows("This page cannot be kept up to date at the moment", "Pending");
        assertThat(browser().text()).doesNotContain("There is no such page");
        renewProgress(wavePath() + "/progress");
        await().untilAsserted(() -> assertThat(browser().text()).doesNotContain("cannot be kept up to date"));
        browser().shows("Pending");
    }

    private void renewProgress(String from) {
        browser().run("htmx.ajax('GET', '" + from + "', {target: '#progress', swap: 'outerHTML'}); return true");
    }

    @Test
    void aCanaryIsLaunchedAndWatchedToItsEnd() throws SQLException {
        loadRight(60);
        browser().open(wavePath());
        browser().follow("Canary");
        browser().shows("60 accounts wait for the import");
        browser().type("#limit", "none");
        browser().click("#confirm");
        browser().shows("The number of accounts must be a whole number of 1 or more.");
        browser().type("#limit", "5");
        HeldRuns.during(dataSource, () -> {
            browser().click("#confirm");
            browser().shows("The import is launched.");
            browser().shows("Under way:");
            browser().run("document.title = 'the same page'; document.getElementById('newest-run').focus(); return 1");
        });
        browser().shows("Newest run:");
        browser().shows("It has taken as many accounts as it was limited to", "Processed 5", "Pending 55");
        assertThat(browser().title()).isEqualTo("the same page");
        assertThat(browser().run("return document.activeElement.id")).isEqualTo("newest-run");
    }

    @Test
    void aWaveIsImportedAsAWhole() throws SQLException {
        loadRight(60);
        browser().open(wavePath());
        browser().follow("Import");
        browser().shows("60 accounts wait for the import: 0 passed a dry run, 60 had none.");
        HeldRuns.during(dataSource, () -> {
            browser().click("#confirm");
            browser().shows("The import is launched.", "Under way:", "0 of 60", "In progress 60");
        });
        browser().shows("Newest run:", "Completed", "60 of 60", "Processed 60");
        assertThat(createdAccounts()).isEqualTo(60);
        runs.ended(newestRun());
    }

    @Test
    void aWaveIsRolledBackExceptForWhatWasChangedSince() throws SQLException {
        loadRight(3);
        runs.importWave(wave);
        jdbc.sql("UPDATE account SET billing_name = 'Somebody else' WHERE external_account_number = :number")
                .param("number", number(1))
                .update();

        browser().open(wavePath());
        browser().follow("Roll back");
        browser()
                .shows(
                        "2 accounts that imports have created will be removed",
                        "1 account was changed since its import and is kept.");
        assertThat(browser().find("#confirm").getText()).isEqualTo("Remove 2 accounts");
        browser().type("#typed", wave.name());
        HeldRuns.during(dataSource, () -> {
            browser().click("#confirm");
            browser().shows("The rollback is launched.", "Under way:", "0 of 3");
        });
        browser().shows("Newest run:", "Removed 2", "Kept 1", "Processed 1", "Pending 2");
        assertThat(createdAccounts()).isEqualTo(1);
        runs.ended(newestRun());
        browser().click("#newest-run");
        browser().shows("2 removed, 1 kept.", "Kept accounts changed since import: 1", number(1));
        assertThat(browser().text()).doesNotContain(number(0), number(2));
    }

    private long createdAccounts() {
        return jdbc.sql("SELECT count(*) FROM account WHERE external_account_number LIKE :numbers")
                .param("numbers", wave.name() + " %")
                .query(Long.class)
                .single();
    }

    @Test
    void aRunIsStoppedAndGoesOnLater() throws SQLException {
        loadRight(200);
        browser().open(wavePath() + "/actions/dry-run");
        HeldRuns.during(dataSource, () -> {
            browser().click("#confirm");
            browser().shows("Running");
            browser().shows("is under way; wait for it or stop it.");
            browser().open(wavePath() + "/actions/import");
            browser().shows("This cannot be done now.");
            browser().open(wavePath());
            browser().follow("Stop");
            browser().shows("0 of 200 accounts are decided.");
            browser().click("#confirm");
            browser().shows("Stopping");
        });
        browser().shows("Stopped by an operator");
        long stopped = newestRun();
        browser().open("/console/waves");
        browser().followBeside(wave.name(), "Restart");
        browser().shows("A new job execution takes the");
        browser().click("#confirm");
        browser().shows("The run goes on as a new job execution.", "Dry run succeeded 200");
        runs.ended(newestRun());
        assertThat(newestRun()).isGreaterThan(stopped);

        browser().open("/console/runs/" + stopped + "/actions/stop");
        browser().shows("It does not run: it is Stopped.");
    }

    @Test
    void payloadsThatFailedAreHandedOutToBeMended() {
        runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.wrong(number(2)));
        runs.dryRun(wave);
        browser().open(wavePath());
        browser().click("form[action$='failed-payloads.ndjson'] button");

        assertThat(browser().downloaded(wave.name() + "-failed-payloads.ndjson"))
                .isEqualTo(TestPayloads.wrong(number(2)) + "\n");
        assertThat(jdbc.sql("SELECT count(*) FROM personal_data_disclosure WHERE disclosed = 'failed_payloads'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void errorsAndPayloadsWithoutAnAccountAreHandedOut() {
        runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.wrong(number(2)));
        runs.importWave(wave);
        runs.load(wave, TestPayloads.valid(number(3)));
        browser().open(wavePath());
        browser().click("form[action$='errors.csv'] button");
        browser().click("form[action$='unprocessed-payloads.ndjson'] button");

        assertThat(browser().downloaded(wave.name() + "-errors.csv").lines())
                .containsExactly(
                        "external_account_number,attr,code,detail,run",
                        number(2) + ",customers.0.landline,invalid_phone_number,abcde is not a valid phone number,"
                                + newestRun());
        assertThat(browser().downloaded(wave.name() + "-unprocessed-payloads.ndjson"))
                .isEqualTo(TestPayloads.wrong(number(2)) + "\n" + TestPayloads.valid(number(3)) + "\n");
        assertThat(jdbc.sql("""
                SELECT disclosed
                  FROM personal_data_disclosure
                 WHERE wave_id = (SELECT id FROM wave WHERE name = :name)
                 ORDER BY id
                """).param("name", wave.name()).query(String.class).list())
                .containsExactly("errors", "unprocessed_payloads");
    }

    @Test
    void aWaveIsReconciledAndSignedOff() {
        loadRight(3);
        runs.importWave(wave);
        browser().open(wavePath() + "/reconciliation");
        browser().shows("Everything agrees");
        browser().type("#by", "Anna <b>Holm</b>");
        browser().type("#remark", "<script>document.title='harmed'</script>");
        browser().click("[name=meant]");
        browser().click("form.stacked button");
        browser().shows("Signed off by Anna <b>Holm</b>", "<script>document.title='harmed'</script>");
        staysText("signed off");
    }

    @Test
    void accountsAreWithdrawnOnlyWhenTheWavesNameIsTyped() {
        loadRight(3);
        browser().open(wavePath() + "/actions/cancel");
        browser().type("#typed", "another");
        browser().click("#confirm");
        browser().shows("Nothing was done.", "Type the name of the wave");
        browser().type("#typed", wave.name());
        browser().click("#confirm");
        browser().shows("Accounts were withdrawn: 3", "Cancelled 3");
    }

    @Test
    void anAccountIsFoundByEitherOfItsNumbersAndAWaveByAPartOfItsName() {
        loadRight(2);
        runs.importWave(wave);
        String accountNumber = jdbc.sql("SELECT account_number FROM account WHERE external_account_number = :number")
                .param("number", number(1))
                .query(String.class)
                .single();
        browser().open("/console/waves");
        browser().type("#search", accountNumber.toLowerCase(Locale.ROOT));
        browser().click(".search button");
        browser().shows("Account " + number(1), "Not changed since.");
        browser().type("#search", number(0));
        browser().click(".search button");
        browser().shows("Account " + number(0), "Not changed since.");
        browser().type("#search", "FoundByEither");
        browser().click(".search button");
        browser().shows("NORLYS/" + wave.name(), "What to do");
    }

    @Test
    void whateverIsTypedOrSentStaysText() {
        String attack = "<img src=x onerror=\"document.title='harmed'\"><script>document.title='harmed'</script>";
        WaveName hostile = new WaveName("NORLYS", "hostile " + attack.substring(0, 80));
        String number = "no/1 '\"<script>document.title='harmed'</script>";
        runs.load(hostile, TestPayloads.edited(number, payload -> {
            ((ObjectNode) payload.path("customers").path(0))
                    .put("given_name", attack)
                    .put("landline", attack.substring(0, 32));
            ((ObjectNode) payload.path("notes").path(0)).put("body", attack);
            ((ObjectNode) payload.path("metadata").path(0)).put("key", attack);
            ((ObjectNode) payload.path("statements").path(0)).put("statement_path", attack);
            payload.put("account_type", attack);
            payload.put(attack, 1);
        }));
        long run = launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, hostile, false, attack));
        runs.ended(run);
        jdbc.sql("""
                INSERT INTO schedule_tick (definition, scheduled_at, missed, note)
                VALUES ('api-import', now(), true, :note)
                """).param("note", attack).update();
        String path = "/console/waves/NORLYS/" + UriUtils.encode(hostile.name(), "UTF-8");
        for (String page : List.of(
                "/console/waves",
                "/console/waves?q=" + UriUtils.encode(attack, "UTF-8"),
                path,
                path + "/accounts",
                path + "/accounts?code=" + UriUtils.encode(attack, "UTF-8") + "&attr="
                        + UriUtils.encode(attack, "UTF-8"),
                path + "/reconciliation",
                path + "/actions/cancel",
                "/console/runs/" + run,
                "/console/schedules",
                "/console/accounts/NORLYS/" + UriUtils.encode(number, "UTF-8"))) {
            browser().open(page);
            staysText(page);
        }
        jdbc.sql("DELETE FROM schedule_tick WHERE note = :note")
                .param("note", attack)
                .update();
        assertThat(browser().find("h1").getText()).isEqualTo("Account " + number);
        browser().click("form[action$=reveal] button");
        browser().shows("shown this once");
        staysText("revealed");
        assertThat(browser().find(".code").getText()).contains("<img src=x onerror=");
    }

    private void staysText(String page) {
        assertThat(browser().title()).as(page).endsWith("Account Import");
        assertThat(browser().all("img[src=x]")).as(page).isEmpty();
        assertThat(browser().all("script:not([src])")).as(page).isEmpty();
        browser().keepsToItself();
    }
}
