package org.accountimport.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.accountimport.AccountImportApplication;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.supplier.ImportSupplierSettings;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.wave.DriftReport.ChangedSetting;
import org.accountimport.wave.DriftReport.Drift;
import org.accountimport.wave.DriftReport.Line;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestRuns.class)
class DriftsTest {

    @Autowired
    Drifts drifts;

    @Autowired
    ImportSuppliers suppliers;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private WaveName wave = new WaveName("NORLYS", "drift");

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName(
                "NORLYS", "drift-" + test.getTestMethod().orElseThrow().getName());
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    private String wrong(int i) {
        return TestPayloads.edited(number(i), payload -> payload.put("date_of_sale", "tomorrow"));
    }

    /** Imports while the database refuses account 2, which no rule foresees. */
    private long importRefusingTheSecond() {
        jdbc.sql("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'not this one' USING ERRCODE = '23514'; END $$;
                CREATE TRIGGER refuse_tr BEFORE INSERT ON account FOR EACH ROW
                WHEN (NEW.external_account_number LIKE 'drift-%-2') EXECUTE FUNCTION refuse()
                """).update();
        try {
            return runs.importWave(wave).jobExecutionId();
        } finally {
            jdbc.sql("DROP FUNCTION refuse() CASCADE").update();
        }
    }

    @Test
    void anImportThatMeetsNothingNewHasNone() {
        runs.load(wave, TestPayloads.valid(number(1)), wrong(2));
        runs.dryRun(wave);
        long run = runs.run(RunKind.IMPORT, wave, true).jobExecutionId();

        assertThat(drifts.of(run)).isEqualTo(new DriftReport(run, List.of(), List.of()));
    }

    @Test
    void anAccountThatWasNeverDryRunHasNone() {
        runs.load(wave, wrong(1));
        long run = runs.importWave(wave).jobExecutionId();

        assertThat(drifts.of(run).lines()).isEmpty();
    }

    @Test
    void aReplacedPayloadIsToBlame() {
        runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.valid(number(2)));
        long dryRun = runs.dryRun(wave).jobExecutionId();
        runs.load(wave, wrong(2));
        long run = runs.importWave(wave).jobExecutionId();

        assertThat(drifts.of(run).lines())
                .containsExactly(new Line("invalid", "date_of_sale", 1, 1, 0, 0, 0, number(2)));
        assertThat(drifts.accounts(run, 10))
                .extracting(Drift::externalAccountNumber, Drift::dryRun, Drift::payloadChanged, Drift::settingsChanged)
                .containsExactly(tuple(number(2), dryRun, true, false));
    }

    @Test
    void somethingElseIsToBlameWhenNothingHasChanged() {
        runs.load(wave, TestPayloads.valid(number(1)), TestPayloads.valid(number(2)));
        runs.dryRun(wave);
        long run = importRefusingTheSecond();

        assertThat(drifts.of(run).lines())
                .containsExactly(new Line("unexpected_error", "non_field_errors", 1, 0, 0, 0, 1, number(2)));
        assertThat(drifts.of(run).changedSettings()).isEmpty();
    }

    @Test
    void theCalendarMayBeToBlameOnAnotherDay() {
        runs.load(wave, TestPayloads.valid(number(2)));
        runs.dryRun(wave);
        jdbc.sql("""
                UPDATE import_event SET occurred_at = occurred_at - interval '1 day'
                 WHERE event LIKE '%DRY_RUN_SUCCEEDED'
                   AND process_id = (SELECT id FROM import_process WHERE external_account_number = :number)
                """).param("number", number(2)).update();
        long run = importRefusingTheSecond();

        assertThat(drifts.of(run).lines())
                .containsExactly(new Line("unexpected_error", "non_field_errors", 1, 0, 0, 1, 0, number(2)));
    }

    @Test
    void otherSettingsAreToBlameAndNamed() {
        runs.load(
                wave,
                TestPayloads.edited(
                        number(1),
                        payload -> payload.putArray("consents")
                                .addObject()
                                .put("type", "MARKETING_SMS")
                                .put("value", "ACCEPTED")));
        runs.dryRun(wave);
        long run;
        try (ConfigurableApplicationContext changed = new SpringApplicationBuilder(
                        AccountImportApplication.class, TestRuns.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + environment.getRequiredProperty("spring.datasource.url"),
                        "--spring.datasource.username=" + environment.getRequiredProperty("spring.datasource.username"),
                        "--spring.datasource.password=" + environment.getRequiredProperty("spring.datasource.password"),
                        "--account-import.suppliers.[NORLYS].consent-types=DATA_SHARING,MARKETING_EMAIL")) {
            run = changed.getBean(TestRuns.class).importWave(wave).jobExecutionId();
        }

        assertThat(drifts.of(run).lines())
                .containsExactly(new Line("invalid_choice", "consents.*.type", 1, 0, 1, 0, 0, number(1)));
        assertThat(drifts.of(run).changedSettings())
                .containsExactly(new ChangedSetting(
                        "consent-types",
                        "DATA_SHARING, MARKETING_EMAIL, MARKETING_PHONE, MARKETING_SMS",
                        "DATA_SHARING, MARKETING_EMAIL"));
    }

    @Test
    void itIsNotKnownWhetherSettingsChangedWhenTheDryRunKeptNone() {
        runs.load(wave, TestPayloads.valid(number(2)));
        long dryRun = runs.dryRun(wave).jobExecutionId();
        jdbc.sql("DELETE FROM wave_run_settings WHERE job_execution_id = :run")
                .param("run", dryRun)
                .update();
        long run = importRefusingTheSecond();

        assertThat(drifts.accounts(run, 10)).extracting(Drift::settingsChanged).containsOnlyNulls();
        assertThat(drifts.of(run).lines()).extracting(Line::otherwise).containsExactly(1L);
    }

    @Test
    void settingsAreKeptUnderTheNamesOfTheConfiguration() {
        ImportSupplierSettings settings = suppliers.get("NORLYS");

        assertThat(RunSettings.byName(settings))
                .containsEntry("time-zone", "Europe/Copenhagen")
                .containsEntry("check-file-store", "false")
                .containsEntry("operations-teams", "Team A, Team B")
                .hasSize(ImportSupplierSettings.class.getRecordComponents().length);
    }
}
