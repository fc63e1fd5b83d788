package org.accountimport.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.ImportProcesses;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.DriftReport;
import org.accountimport.wave.Drifts;
import org.accountimport.wave.ErrorCount;
import org.accountimport.wave.Purges;
import org.accountimport.wave.QueueDepth;
import org.accountimport.wave.Reconciliations;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveErrors;
import org.accountimport.wave.WaveFiles;
import org.accountimport.wave.WavePurgedException;
import org.accountimport.wave.WaveReports;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"account-import.job.chunk-size=10", "account-import.job.threads=2"})
@WithTestDatabase
@Import(TestRuns.class)
class RetentionTest {

    private static final int RIGHT = 30;
    private static final int KEEP_DAYS = 90;

    @Autowired
    RunLauncher launcher;

    @Autowired
    Reconciliations reconciliations;

    @Autowired
    Purges purges;

    @Autowired
    QueueDepth depth;

    @Autowired
    WaveReports reports;

    @Autowired
    WaveFiles files;

    @Autowired
    ImportProcesses processes;

    @Autowired
    WaveErrors errors;

    @Autowired
    Drifts drifts;

    @Autowired
    TestRuns runs;

    @Autowired
    JdbcClient jdbc;

    private WaveName wave = new WaveName("NORLYS", "retention");

    /** Thirty imported accounts, two that are wrong, and one that was withdrawn. */
    @BeforeEach
    void importAWave(TestInfo test) {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName());
        List<String> payloads = new ArrayList<>();
        IntStream.range(0, RIGHT).forEach(i -> payloads.add(TestPayloads.valid(number(i))));
        payloads.add(TestPayloads.wrong(number(100)));
        payloads.add(TestPayloads.wrong(number(101)));
        runs.load(wave, payloads.toArray(String[]::new));
        runs.importWave(wave);
        runs.load(wave, TestPayloads.valid(number(200)));
        jdbc.sql("UPDATE import_process SET status = 'CANCELLED' WHERE external_account_number = :number")
                .param("number", number(200))
                .update();
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    /** The wave as it stands is reconciled and signed off, so many days ago. */
    private long signedOff(int daysAgo) {
        long id = reconciliations.reconcile(wave, null).id();
        reconciliations.signOff(wave, id, "Ane", null);
        jdbc.sql("UPDATE reconciliation SET signed_off_at = now() - make_interval(days => :days) WHERE id = :id")
                .param("days", daysAgo)
                .param("id", id)
                .update();
        return id;
    }

    private RunReport retain() {
        return runs.ended(launcher.retain(wave, KEEP_DAYS, RunOptions.DEFAULT, "test"));
    }

    private long payloads(String condition) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM import_payload payload
                  JOIN import_process process ON process.id = payload.process_id
                  JOIN wave ON wave.id = process.wave_id
                 WHERE wave.name = :wave AND\s""" + condition)
                .param("wave", wave.name())
                .query(Long.class)
                .single();
    }

    @Test
    void purgesPayloadsOfImportedAndWithdrawnAccountsAndKeepsTheirHashes() {
        signedOff(91);
        String hashes =
                jdbc.sql("""
                SELECT encode(sha256(string_agg(payload.sha256, ''::bytea ORDER BY process.id)), 'hex')
                  FROM import_process process JOIN import_payload payload ON payload.process_id = process.id
                  JOIN wave ON wave.id = process.wave_id
                 WHERE wave.name = :wave AND process.status IN ('PROCESSED', 'CANCELLED')
                """).param("wave", wave.name()).query(String.class).single();
        RunReport run = retain();

        assertThat(run.kind()).isEqualTo(RunKind.RETENTION);
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.total()).isEqualTo(RIGHT + 1);
        assertThat(run.succeeded()).isEqualTo(RIGHT + 1);
        assertThat(payloads("body IS NULL AND octet_length(payload.sha256) = 32"))
                .isEqualTo(RIGHT + 1);
        assertThat(payloads("body IS NOT NULL AND status = 'ERRORED'")).isEqualTo(2);
        assertThat(processes.find("NORLYS", number(3)).orElseThrow().status()).isEqualTo(ImportStatus.PROCESSED);
        assertThat(purges.find(wave)).get().satisfies(certificate -> {
            assertThat(certificate.accounts()).isEqualTo(RIGHT + 1);
            assertThat(certificate.unreconciledAccounts()).isZero();
            assertThat(certificate.payloadsSha256()).isEqualTo(hashes);
            assertThat(certificate.jobExecutionId()).isEqualTo(run.jobExecutionId());
            assertThat(certificate.completedAt()).isNotNull();
        });
        assertThat(jdbc.sql("""
                SELECT certificate.totals::text = reconciliation.totals::text
                  FROM purge_certificate certificate JOIN reconciliation ON reconciliation.id = reconciliation_id
                  JOIN wave ON wave.id = certificate.wave_id WHERE wave.name = :wave
                """).param("wave", wave.name()).query(Boolean.class).single())
                .isTrue();
    }

    @Test
    void leavesAWaveAloneThatIsNotSignedOff() {
        reconciliations.reconcile(wave, null);
        jdbc.sql("UPDATE reconciliation SET as_of = as_of - interval '91 days'").update();

        assertThatThrownBy(this::retain).isInstanceOf(RunStateException.class).hasMessageContaining("not signed off");
        assertThat(payloads("body IS NULL")).isZero();
        assertThat(purges.candidates(List.of("NORLYS"), wave.name(), KEEP_DAYS))
                .extracting(Purges.Candidate::signedOff)
                .containsExactly(false);
    }

    @Test
    void leavesAWaveAloneThatWasSignedOffLately() {
        signedOff(89);
        assertThatThrownBy(this::retain).isInstanceOf(RunStateException.class);
        assertThat(payloads("body IS NULL")).isZero();
    }

    @Test
    void keepsWhatCameAfterTheReconciliation() {
        long id = signedOff(91);
        jdbc.sql("UPDATE import_process SET modified_at = now() WHERE external_account_number = :number")
                .param("number", number(5))
                .update();
        assertThat(retain().succeeded()).isEqualTo(RIGHT);
        assertThat(payloads("body IS NULL AND external_account_number LIKE '%-5'"))
                .isZero();
        assertThat(purges.find(wave).orElseThrow().reconciliationId()).isEqualTo(id);
    }

    @Test
    void makesReconcilingAndRollingBackImpossibleAndSaysWhy() {
        long id = signedOff(91);
        retain();

        assertThatThrownBy(() -> reconciliations.reconcile(wave, null))
                .isInstanceOf(WavePurgedException.class)
                .hasMessageContaining("were purged at")
                .hasMessageContaining("reconciliation " + id + ", which is signed off, stands");
        assertThatThrownBy(() -> launcher.rollBack(wave, "test")).isInstanceOf(WavePurgedException.class);
        assertThat(reconciliations.newest(wave).orElseThrow().agreed()).isTrue();
        assertThatThrownBy(this::retain).isInstanceOf(RunStateException.class).hasMessageContaining("purged already");
    }

    @Test
    void leavesFilesOfPayloadsWithWhatIsThere() throws IOException {
        signedOff(91);
        retain();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(files.writeFailedPayloads(wave, file)).isEqualTo(2);
        assertThat(files.writeUnprocessedPayloads(wave, file)).isEqualTo(2);
    }

    @Test
    void letsLaterAccountsOfTheWaveBeImported() {
        signedOff(91);
        retain();
        runs.load(wave, TestPayloads.valid(number(300)), TestPayloads.valid(number(200)));
        RunReport run = runs.importWave(wave);

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.succeeded()).isEqualTo(2);
    }

    /** As if all that has happened in the wave had happened so many days earlier. */
    private void age(int days) {
        for (String update : List.of(
                "UPDATE import_process SET modified_at = modified_at - make_interval(days => :days) WHERE wave_id = %s",
                "UPDATE reconciliation SET as_of = as_of - make_interval(days => :days) WHERE wave_id = %s",
                "UPDATE purge_certificate SET covers_until = covers_until - make_interval(days => :days) WHERE wave_id = %s")) {
            jdbc.sql(update.formatted("(SELECT id FROM wave WHERE name = :wave)"))
                    .param("days", days)
                    .param("wave", wave.name())
                    .update();
        }
    }

    @Test
    void purgesWhatCameLaterAfterAsManyDaysAndSaysThatNobodyReconciledIt() {
        signedOff(91);
        retain();
        age(200);
        runs.load(
                wave,
                TestPayloads.valid(number(300)),
                TestPayloads.valid(number(100)),
                TestPayloads.wrong(number(301)));
        runs.importWave(wave);
        age(KEEP_DAYS - 1);
        assertThatThrownBy(this::retain).isInstanceOf(RunStateException.class).hasMessageContaining("old enough");
        age(1);
        assertThat(purges.candidates(List.of("NORLYS"), wave.name(), KEEP_DAYS))
                .containsExactly(new Purges.Candidate(
                        wave, purges.find(wave).orElseThrow().reconciliationId(), true));

        RunReport run = retain();

        assertThat(List.of(run.status(), run.total(), run.succeeded())).containsExactly("COMPLETED", 2L, 2L);
        assertThat(payloads("body IS NOT NULL"))
                .as("101 and 301, which are wrong")
                .isEqualTo(2);
        assertThat(purges.find(wave)).get().satisfies(certificate -> {
            assertThat(certificate.accounts()).isEqualTo(RIGHT + 3);
            assertThat(certificate.unreconciledAccounts()).isEqualTo(2);
            assertThat(certificate.jobExecutionId()).isEqualTo(run.jobExecutionId());
            assertThat(certificate.completedAt()).isNotNull();
        });
        assertThatThrownBy(this::retain).isInstanceOf(RunStateException.class).hasMessageContaining("old enough");
    }

    private String withFields(int i, String ofAccount, String ofCustomer) {
        return TestPayloads.edited(number(i), payload -> {
            payload.put(ofAccount, 1);
            ((ObjectNode) payload.path("customers").path(0)).put(ofCustomer, 1);
        });
    }

    @Test
    void takesTheNamesThatNobodyHasDefinedOutOfWhatRunsHaveSummedUp() {
        runs.load(wave, TestPayloads.valid(number(300)));
        runs.dryRun(wave);
        runs.load(
                wave,
                withFields(300, "Hans Hansen", "20 12 34 57"),
                withFields(301, "Hans Hansen", "hans@hansen.example"),
                withFields(302, "Grete", "1931-07-19"),
                TestPayloads.wrong(number(303)));
        long run = runs.importWave(wave).jobExecutionId();
        List<ErrorCount> named = errors.ofRun(run);
        assertThat(drifts.of(run).lines())
                .extracting(DriftReport.Line::attr)
                .containsExactlyInAnyOrder("Hans Hansen", "customers.*.20 12 34 57");
        signedOff(91);
        retain();

        assertThat(errors.ofRun(run))
                .startsWith(
                        new ErrorCount("unknown_field", "customers.*.••••••", 3, 3, number(302)),
                        new ErrorCount("unknown_field", "••••••", 3, 3, number(300)))
                .endsWith(named.stream()
                        .filter(error -> !error.code().equals("unknown_field"))
                        .toArray(ErrorCount[]::new))
                .hasSizeGreaterThan(2);
        assertThat(violationsByCode(errors.ofRun(run))).isEqualTo(violationsByCode(named));
        assertThat(drifts.of(run).lines())
                .extracting(DriftReport.Line::attr)
                .containsExactlyInAnyOrder("••••••", "customers.*.••••••");
    }

    @Test
    void anUpgradeTakesSuchNamesOutOfWavesThatWerePurgedBefore() throws IOException {
        runs.load(wave, withFields(300, "Hans Hansen", "20 12 34 57"), TestPayloads.wrong(number(301)));
        long run = runs.importWave(wave).jobExecutionId();
        List<ErrorCount> named = errors.ofRun(run);
        String upgrade = new ClassPathResource("db/migration/V063__mask_names_of_waves_that_were_purged.sql")
                .getContentAsString(UTF_8);
        jdbc.sql(upgrade).update();
        assertThat(errors.ofRun(run)).as("of a wave that is not purged").isEqualTo(named);
        signedOff(91);
        retain();
        errors.keep(run);
        assertThat(errors.ofRun(run)).as("as a purge left it before").isEqualTo(named);
        jdbc.sql(upgrade).update();

        assertThat(errors.ofRun(run))
                .containsExactlyInAnyOrder(
                        new ErrorCount("unknown_field", "••••••", 2, 2, number(300)),
                        new ErrorCount("invalid_phone_number", "customers.*.landline", 1, 1, number(301)));
    }

    private static Map<String, Long> violationsByCode(List<ErrorCount> errors) {
        return errors.stream()
                .collect(Collectors.groupingBy(ErrorCount::code, Collectors.summingLong(ErrorCount::violations)));
    }

    @Test
    void goesOnWhereItWasStopped() {
        signedOff(91);
        RunOptions first = new RunOptions(false, 10L, null, ErrorBudget.UNLIMITED, 5, 1, false);
        RunReport canary = runs.ended(launcher.retain(wave, KEEP_DAYS, first, "test"));
        assertThat(canary.stopReason()).isEqualTo("limit");
        assertThat(canary.succeeded()).isEqualTo(10);
        assertThatThrownBy(() -> reconciliations.reconcile(wave, null)).isInstanceOf(WavePurgedException.class);

        assertThat(retain().succeeded()).isEqualTo(RIGHT + 1 - 10);
        assertThat(purges.find(wave).orElseThrow().accounts()).isEqualTo(RIGHT + 1);
    }

    @Test
    void theDepthOfTheQueueIsWhatTheQueueHolds() {
        Map<DecidedStatus, Long> counted = reports.countsByStatus(wave);
        assertThat(counted).containsEntry(DecidedStatus.PROCESSED, (long) RIGHT);
        assertThat(depth.wavesWith(List.of(DecidedStatus.CANCELLED), List.of("NORLYS"), wave.name()))
                .containsExactly(wave);
        assertThat(depth.wavesWith(List.of(DecidedStatus.PENDING), List.of("NORLYS"), wave.name()))
                .isEmpty();
        jdbc.sql(
                        "INSERT INTO wave_status_count (wave_id, status, accounts) SELECT -1, 'PENDING', 0 FROM generate_series(1, 1001)")
                .update();
        depth.sumUp();
        assertThat(jdbc.sql("SELECT count(*) FROM wave_status_count WHERE wave_id = -1")
                        .query(Long.class)
                        .single())
                .isZero();
        depth.byStatus()
                .forEach((status, accounts) -> assertThat(
                                jdbc.sql("SELECT count(*) FROM import_process WHERE status = :status")
                                        .param("status", status.name())
                                        .query(Long.class)
                                        .single())
                        .as(status.name())
                        .isEqualTo(accounts));
    }
}
