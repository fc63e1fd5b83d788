package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakesTest {

    private static final int SEARCHED_ACCOUNTS = 5_000;

    @Nested
    class TheCatalogue {

        @Test
        void namesEveryMistakeDifferently() {
            assertThat(Mistakes.ALL).hasSizeGreaterThan(100);
            assertThat(Mistakes.ALL.stream().map(Mistake::name)).doesNotHaveDuplicates();
        }

        @Test
        void triggersEveryCodeThatTheSettingsOfNorlysCanTrigger() {
            assertThat(codes("NORLYS")).hasSizeGreaterThan(70);
        }

        @Test
        void triggersTheCodesOfTheOtherSettingsForTheStrictSupplier() {
            Set<String> more = codes("NORLYS_STRICT");
            more.removeAll(codes("NORLYS"));

            assertThat(more)
                    .containsExactlyInAnyOrder(
                            "account_billing_options_provided_for_domestic_accounts",
                            "customer_given_name_required",
                            "field_not_enabled",
                            "historical_statement_billing_document_identifier_missing",
                            "historical_statement_billing_document_identifier_mismatch",
                            "operations_team_provided_when_using_auto_allocation",
                            "unbilled_former_supply_address");
        }

        private Set<String> codes(String supplier) {
            WaveGenerator generator = new WaveGenerator(Waves.settings(supplier));
            Set<String> codes = new HashSet<>();
            Mistakes.ALL.forEach(mistake -> plantedIn(generator, mistake)
                    .limit(20)
                    .forEach(account -> account.violations().forEach(violation -> codes.add(violation.code()))));
            return codes;
        }
    }

    static List<String> mistakesOfNorlys() {
        WaveGenerator strict = new WaveGenerator(Waves.settings("NORLYS_STRICT"));
        WaveGenerator norlys = new WaveGenerator(Waves.settings("NORLYS"));
        return Mistakes.ALL.stream()
                .filter(mistake -> plantedIn(norlys, mistake).findAny().isPresent()
                        || plantedIn(strict, mistake).findAny().isEmpty())
                .map(Mistake::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mistakesOfNorlys")
    void changesTheAccountAndTellsWhatItCauses(String name) {
        Mistake mistake = Mistakes.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findAny()
                .orElseThrow();
        WaveGenerator generator = new WaveGenerator(Waves.settings("NORLYS"));

        List<GeneratedAccount> planted = plantedIn(generator, mistake).limit(5).toList();

        assertThat(planted).as("accounts with a spot for this mistake").isNotEmpty();
        assertThat(planted).allSatisfy(account -> {
            assertThat(account.violations()).isNotEmpty();
            assertThat(account.jsonText())
                    .isNotEqualTo(generator.account(account.sequence()).jsonText());
        });
    }

    @Test
    void someAccountsHaveSeveralAndMostOne() {
        GeneratorSettings allWrong = Waves.settings("NORLYS").withWrongShare(1);
        List<Integer> counts = Waves.accounts(allWrong)
                .limit(2_000)
                .map(account -> account.violations().size())
                .toList();

        assertThat(counts).doesNotContain(0).contains(1, 2, 3);
        assertThat(counts.stream().filter(count -> count == 1).count()).isGreaterThan(1_200);
    }

    @Test
    void theShareOfWrongAccountsIsTheOneThatWasAskedFor() {
        GeneratorSettings some = Waves.settings("NORLYS").withWrongShare(0.04);

        assertThat(Waves.accounts(some)
                        .filter(account -> !account.violations().isEmpty())
                        .count())
                .isBetween(700L, 900L);
    }

    static Stream<GeneratedAccount> plantedIn(WaveGenerator generator, Mistake mistake) {
        return LongStream.rangeClosed(1, SEARCHED_ACCOUNTS)
                .mapToObj(sequence -> generator.accountWith(mistake, sequence))
                .filter(Objects::nonNull);
    }
}
