package org.accountimport.wave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.Violation;
import org.accountimport.wave.AccountHistory.Entry;
import org.accountimport.wave.WaveAccounts.Account;
import org.accountimport.wave.WaveAccounts.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.node.ObjectNode;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestRuns.class)
class WaveAccountsTest {

    @Autowired
    WaveAccounts accounts;

    @Autowired
    AccountHistory history;

    @Autowired
    AccountSearch search;

    @Autowired
    WaveErrors errors;

    @Autowired
    TestRuns runs;

    private WaveName wave = new WaveName("NORLYS", "accounts");

    @BeforeEach
    void loadAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName(
                "NORLYS", "accounts-" + test.getTestMethod().orElseThrow().getName());
        runs.load(
                wave,
                IntStream.range(0, 10)
                        .mapToObj(i -> switch (i % 3) {
                            case 0 -> TestPayloads.valid(number(i));
                            case 1 -> TestPayloads.edited(number(i), payload -> payload.put("date_of_sale", "x"));
                            default -> TestPayloads.edited(number(i), payload -> payload.put("account_type", "x"));
                        })
                        .toArray(String[]::new));
        runs.importWave(wave);
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    private List<String> numbers(@Nullable ImportStatus status, @Nullable String code, int limit) {
        List<String> numbers = new ArrayList<>();
        Page page = accounts.page(wave, status, code, null, limit);
        while (true) {
            assertThat(page.accounts()).hasSizeLessThanOrEqualTo(limit);
            page.accounts().forEach(account -> numbers.add(account.externalAccountNumber()));
            if (page.next() == null) {
                return numbers;
            }
            page = accounts.page(wave, status, code, page.next(), limit);
        }
    }

    private String[] everyThird(int first) {
        return IntStream.iterate(first, i -> i < 10, i -> i + 3)
                .mapToObj(this::number)
                .toArray(String[]::new);
    }

    @Test
    void comePageByPageInTheOrderOfTheQueue() {
        String[] all = IntStream.range(0, 10).mapToObj(this::number).toArray(String[]::new);
        assertThat(numbers(null, null, 3)).containsExactly(all);
        assertThat(numbers(null, null, 5)).containsExactly(all);
        assertThat(numbers(null, null, 10)).containsExactly(all);
    }

    @Test
    void areFoundByStatusAndByCode() {
        assertThat(numbers(ImportStatus.PROCESSED, null, 2)).containsExactly(everyThird(0));
        assertThat(numbers(null, "invalid", 2)).containsExactly(everyThird(1));
        assertThat(numbers(ImportStatus.ERRORED, "invalid_choice", 2)).containsExactly(everyThird(2));
        assertThat(numbers(ImportStatus.PROCESSED, "invalid_choice", 2)).isEmpty();
    }

    @Test
    void areFoundByTheFieldThatACodeWasFoundAt() {
        assertThat(accounts.page(wave, new WaveAccounts.Filter(null, "invalid", "date_of_sale"), null, 10)
                        .accounts())
                .extracting(Account::externalAccountNumber)
                .containsExactly(everyThird(1));
        assertThat(accounts.page(wave, new WaveAccounts.Filter(null, "invalid", "account_type"), null, 10)
                        .accounts())
                .isEmpty();
        assertThat(accounts.page(wave, new WaveAccounts.Filter(null, "invalid", "non_field_errors"), null, 10)
                        .accounts())
                .isEmpty();
    }

    @Test
    void areFoundByAMaskThatStandsForNamesThatNobodyHasDefined() {
        WaveName named = new WaveName("NORLYS", wave.name() + "-named");
        runs.load(
                named,
                TestPayloads.edited(number(90), payload -> payload.put("Homer Simpson", 1)),
                TestPayloads.edited(number(91), payload -> payload.put("Marge Simpson", 1)),
                TestPayloads.edited(number(92), payload -> payload.put("biling_email", 1)),
                TestPayloads.edited(
                        number(93),
                        payload -> ((ObjectNode) payload.path("customers").path(0)).put("Bart Simpson", 1)));
        runs.dryRun(named);

        assertThat(MaskedErrors.of(errors.counts(named, 10)))
                .containsExactly(
                        new ErrorCount("unknown_field", "••••••", 2, 2, number(90)),
                        new ErrorCount("unknown_field", "biling_email", 1, 1, number(92)),
                        new ErrorCount("unknown_field", "customers.*.••••••", 1, 1, number(93)));
        assertThat(accounts.page(named, new WaveAccounts.Filter(null, "unknown_field", "••••••"), null, 10)
                        .accounts())
                .extracting(Account::externalAccountNumber)
                .containsExactly(number(90), number(91));
        assertThat(accounts.page(named, new WaveAccounts.Filter(null, "invalid", "••••••"), null, 10)
                        .accounts())
                .isEmpty();
    }

    @Test
    void areFoundByEitherOfTheirNumbersInAnyWave() {
        AccountSearch.Found found = search.search(number(0), null).get(0);
        assertThat(found.wave()).isEqualTo(wave);
        assertThat(found.accountNumber()).startsWith("A-");
        assertThat(search.search(String.valueOf(found.accountNumber()).toLowerCase(Locale.ROOT), null))
                .containsExactly(found);
        assertThat(search.find("NORLYS", number(0))).hasValue(found);
        assertThat(search.search("accounts", null)).isEmpty();
        assertThat(search.find("NORLYS_STRICT", number(0))).isEmpty();
    }

    @Test
    void comeWithTheirErrorsAndNumbers() {
        List<Account> page = accounts.page(wave, null, null, null, 2).accounts();

        assertThat(page.get(0).status()).isEqualTo(ImportStatus.PROCESSED);
        assertThat(page.get(0).accountNumber()).startsWith("A-");
        assertThat(page.get(0).error()).isNull();
        assertThat(page.get(0).violations()).isEmpty();
        assertThat(page.get(1).error()).extracting("code").isEqualTo("invalid");
        assertThat(page.get(1).violations()).extracting(Violation::attr).containsExactly("date_of_sale");
    }

    @Test
    void haveAHistoryThatTellsWhoDidWhatInWhichRun() {
        runs.load(wave, TestPayloads.valid(number(1)));
        long run = runs.importWave(wave).jobExecutionId();

        List<Entry> entries = history.of("NORLYS", number(1));
        assertThat(entries)
                .extracting(entry -> entry.event().replace("EVENT_ACCOUNT_IMPORT_PROCESS_", "") + " " + entry.job()
                        + " " + entry.actor())
                .containsExactly(
                        "CREATED null test", "ERRORED import test", "REPLACED null test", "PROCESSED import test");
        assertThat(entries.get(3).jobExecutionId()).isEqualTo(run);
        assertThat(entries).extracting(Entry::occurredAt).isSorted();
    }

    @Test
    void haveNoHistoryWhenTheyWereNeverQueued() {
        assertThat(history.of("NORLYS", "never")).isEmpty();
    }
}
