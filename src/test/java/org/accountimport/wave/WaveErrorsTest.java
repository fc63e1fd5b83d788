package org.accountimport.wave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.ErrorTrend.Change;
import org.accountimport.wave.ErrorTrend.Line;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestRuns.class)
class WaveErrorsTest {

    @Autowired
    WaveErrors errors;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    private WaveName wave = new WaveName("NORLYS", "errors");

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName(
                "NORLYS", "errors-" + test.getTestMethod().orElseThrow().getName());
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    /** {@code date_of_sale} / {@code invalid}. */
    private String withoutSaleDate(int i) {
        return TestPayloads.edited(number(i), payload -> payload.put("date_of_sale", "tomorrow"));
    }

    /** {@code customers.N.date_of_birth} / {@code invalid} for that many customers. */
    private String withoutBirthDates(int i, int customers) {
        return TestPayloads.edited(number(i), payload -> {
            ArrayNode list = (ArrayNode) payload.path("customers");
            ((ObjectNode) list.path(0)).put("date_of_birth", "long ago");
            for (int more = 1; more < customers; more++) {
                list.add(list.path(0).deepCopy());
            }
        });
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(textBlock = """
                    customers.0.landline, customers.*.landline
                    ledgers.1.current_statement_transactions.12.amount, ledgers.*.current_statement_transactions.*.amount
                    customers.3, customers.*
                    billing_address1, billing_address1
                    supply_addresses.0.supply_address1, supply_addresses.*.supply_address1
                    42, 42
                    """)
    void listPositionsAreFolded(String attr, String folded) {
        assertThat(jdbc.sql("SELECT folded_attr(:attr)")
                        .param("attr", attr)
                        .query(String.class)
                        .single())
                .isEqualTo(folded);
    }

    @Nested
    class TheErrorsOfAWave {

        @Test
        void areCountedByCodeAndFoldedFieldWithAnExample() {
            runs.load(
                    wave,
                    TestPayloads.valid(number(1)),
                    withoutSaleDate(2),
                    withoutBirthDates(3, 2),
                    withoutSaleDate(4));
            runs.dryRun(wave);

            assertThat(errors.counts(wave, 10))
                    .containsExactly(
                            new ErrorCount("invalid", "date_of_sale", 2, 2, number(2)),
                            new ErrorCount("invalid", "customers.*.date_of_birth", 1, 2, number(3)));
            assertThat(errors.counts(wave, 1)).hasSize(1);
        }

        @Test
        void holdFailuresThatAreNoViolations() {
            runs.load(wave, TestPayloads.valid(number(1)));
            jdbc.sql("""
                    UPDATE import_process
                       SET status = 'ERRORED', error_code = 'unexpected_error', error_detail = 'x', decided_by = 1
                     WHERE external_account_number = :number
                    """).param("number", number(1)).update();

            assertThat(errors.counts(wave, 10))
                    .containsExactly(new ErrorCount("unexpected_error", "non_field_errors", 1, 1, number(1)));
        }
    }

    @Nested
    class ARun {

        @Test
        void keepsItsErrorsWhenTheNextOneReplacesThem() {
            runs.load(wave, withoutSaleDate(1), withoutSaleDate(2));
            long first = runs.dryRun(wave).jobExecutionId();
            runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.valid(number(2)));
            long second = runs.dryRun(wave).jobExecutionId();

            assertThat(errors.ofRun(first)).containsExactly(new ErrorCount("invalid", "date_of_sale", 2, 2, number(1)));
            assertThat(errors.ofRun(second)).isEmpty();
        }

        @Test
        void countsOnlyWhatItDecided() {
            runs.load(wave, withoutSaleDate(1));
            runs.importWave(wave);
            runs.load(wave, withoutSaleDate(2));
            long second = runs.importWave(wave).jobExecutionId();

            assertThat(errors.ofRun(second))
                    .containsExactly(new ErrorCount("invalid", "date_of_sale", 1, 1, number(2)));
        }

        @Test
        void isSummedUpAgainWithoutCountingTwice() {
            runs.load(wave, withoutSaleDate(1));
            long run = runs.dryRun(wave).jobExecutionId();
            List<ErrorCount> kept = errors.ofRun(run);

            errors.keep(run);
            assertThat(errors.ofRun(run)).isEqualTo(kept).hasSize(1);
        }

        @Test
        void mayFindFieldNamesOfAnyLength() {
            runs.load(wave, TestPayloads.edited(number(1), payload -> payload.put("x".repeat(5_000), 1)));
            long run = runs.dryRun(wave).jobExecutionId();

            assertThat(errors.ofRun(run)).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo("unknown_field");
                assertThat(error.attr()).startsWith("xxx").hasSizeLessThanOrEqualTo(1_000);
            });
        }
    }

    @Nested
    class TheTrend {

        @Test
        void tellsWhatIsNewFixedAndStillThere() {
            runs.load(wave, withoutSaleDate(1), withoutBirthDates(2, 1), withoutSaleDate(3));
            long first = runs.dryRun(wave).jobExecutionId();
            runs.load(
                    wave,
                    TestPayloads.valid(number(1)),
                    TestPayloads.edited(number(2), payload -> payload.put("account_type", "CASTLE")));
            long second = runs.dryRun(wave).jobExecutionId();

            ErrorTrend trend = errors.trend(wave);
            assertThat(trend.run()).isEqualTo(second);
            assertThat(trend.previousRun()).isEqualTo(first);
            assertThat(trend.lines())
                    .containsExactlyInAnyOrder(
                            new Line("invalid", "date_of_sale", 1, 2, number(3)),
                            new Line("invalid_choice", "account_type", 1, 0, number(2)),
                            new Line("invalid", "customers.*.date_of_birth", 0, 1, number(2)));
            assertThat(trend.lines())
                    .extracting(Line::attr, Line::change)
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrder(
                            "(\"date_of_sale\", STILL_THERE)",
                            "(\"account_type\", NEW)",
                            "(\"customers.*.date_of_birth\", FIXED)");
        }

        @Test
        void ofAFirstDryRunHasNothingButNewErrors() {
            runs.load(wave, withoutSaleDate(1));
            runs.dryRun(wave);

            ErrorTrend trend = errors.trend(wave);
            assertThat(trend.previousRun()).isNull();
            assertThat(trend.lines()).extracting(Line::change).containsExactly(Change.NEW);
        }

        @Test
        void leavesImportsOut() {
            runs.load(wave, withoutSaleDate(1));
            long dryRun = runs.dryRun(wave).jobExecutionId();
            runs.run(RunKind.IMPORT, wave, true);

            assertThat(errors.trend(wave).run()).isEqualTo(dryRun);
        }

        @Test
        void ofAWaveThatNeverRanIsEmpty() {
            runs.load(wave, withoutSaleDate(1));
            assertThat(errors.trend(wave)).isEqualTo(new ErrorTrend(null, null, List.of()));
        }
    }
}
