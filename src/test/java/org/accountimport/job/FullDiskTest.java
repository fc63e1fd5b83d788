package org.accountimport.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.accountimport.SlowAccounts;
import org.accountimport.api.Calls;
import org.accountimport.database.OwnServer;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A database whose disk is full, and then is not: the application's database, or the server's write-ahead log, lies on a small
 * file system of its own, most of which a test takes and gives back. Needs root, as the build has it; elsewhere it says that it
 * was left out.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "account-import.job.chunk-size=20",
            "account-import.job.threads=2",
            "spring.datasource.hikari.connection-timeout=1000"
        })
@ContextConfiguration(initializers = OwnServer.OnSmallDisk.class)
@DirtiesContext
@ExtendWith({OwnServer.SmallDisk.class, OutputCaptureExtension.class})
class FullDiskTest extends FaultyDatabase {

    private static final WaveName WAVE = new WaveName("NORLYS", "full-disk");
    private static final WaveName WAVE_OF_THE_LOG = new WaveName("NORLYS", "full-log");
    private static final int ACCOUNTS = 600;
    private static final int MEGABYTE = 1024 * 1024;
    /** The write-ahead log grows by 16 of them. */
    private static final int MEGABYTES_OF_TWO_SEGMENTS = 40;

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** Leaves room for so much and no more. */
    private static Path ballast(Path disk, int megabytesLeft) throws IOException {
        Path ballast = disk.resolve("ballast");
        long left = Files.getFileStore(disk).getUsableSpace() - (long) megabytesLeft * MEGABYTE;
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[64 * 1024];
            for (long written = 0; written + block.length <= left; written += block.length) {
                out.write(block);
            }
        }
        return ballast;
    }

    private static HttpResponse<String> upload(Calls calls) {
        return calls.post(
                "/v2/data-import/waves/NORLYS/full-disk/accounts/",
                lines("E-", 1_500).getBytes(UTF_8),
                "Content-Type",
                "application/x-ndjson");
    }

    private long imported(String prefix) {
        return count("SELECT count(*) FROM account WHERE external_account_number LIKE '%s%%'".formatted(prefix));
    }

    private void assertEveryAccountExactlyOnce(WaveName wave, String prefix, long run) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> !runs.find(run).orElseThrow().isRunning());
        assertThat(runs.find(run).orElseThrow().status()).isEqualTo("COMPLETED");
        assertThat(imported(prefix)).isEqualTo(ACCOUNTS);
        assertThat(count(
                        "SELECT count(DISTINCT import_process_id) FROM account WHERE external_account_number LIKE '%s%%'"
                                .formatted(prefix)))
                .isEqualTo(ACCOUNTS);
        assertThat(count(
                        "SELECT count(*) FROM import_process WHERE status = 'PROCESSED' AND external_account_number LIKE '%s%%'"
                                .formatted(prefix)))
                .isEqualTo(ACCOUNTS);
        assertThat(count("SELECT sum(succeeded + errored) FROM wave_run_partition WHERE job_execution_id = " + run))
                .isEqualTo(ACCOUNTS);
        assertThat(reconciliations.reconcile(wave, run).differences()).isEmpty();
    }

    @Test
    void isToldToWhoeverLoadsAndWaitedForByAnImport(CapturedOutput log) throws IOException {
        Calls calls = new Calls(port);
        load(WAVE, lines("D-", ACCOUNTS));

        SlowAccounts.make(jdbc);
        long run = launch(WAVE);
        await().until(() -> imported("D-") >= 40);

        Path ballast = ballast(OwnServer.smallDisk(), 1);
        HttpResponse<String> answer = upload(calls);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("\\d+");
        assertThat(answer.body()).contains("no room left", "send all of it again");
        assertThat(log.getAll()).contains("its disk is full: make room");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> log.getAll().contains("The database has no room left on its disk: make room"));
        assertThat(runs.find(run).orElseThrow().isRunning()).isTrue();
        assertThat(calls.status("NORLYS", "D-0").statusCode()).isEqualTo(200);

        Files.delete(ballast);
        assertEveryAccountExactlyOnce(WAVE, "D-", run);

        HttpResponse<String> again = upload(calls);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(count("SELECT count(*) FROM import_process WHERE external_account_number LIKE 'E-%'"))
                .isEqualTo(1_500);
    }

    /** Waits until every connection of the pool is tried before it is handed out: those not used for half a second are. */
    private static void awaitHealthy(Calls calls) {
        await().atMost(Duration.ofSeconds(20))
                .during(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> calls.get("/actuator/health/readiness").statusCode() == 200);
    }

    /** Goes through segments of the log until there is no room for another, which ends PostgreSQL. */
    private static void useUpTheLog() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    try {
                        OwnServer.execute("SELECT pg_logical_emit_message(false, 'test', 'x'), pg_switch_wal()");
                    } catch (IllegalStateException refused) {
                        // It recovers, or has ended.
                    }
                    return !OwnServer.isRunning();
                });
    }

    @Test
    void ofItsLogEndsTheDatabaseWhoseReturnIsAllTheImportNeeds(CapturedOutput log) throws IOException {
        Calls calls = new Calls(port);
        load(WAVE_OF_THE_LOG, lines("L-", ACCOUNTS));
        SlowAccounts.make(jdbc);
        OwnServer.moveLogToSmallDisk(MEGABYTES_OF_TWO_SEGMENTS);
        try {
            // As for a standby that never comes: the log may not be shortened.
            OwnServer.execute("SELECT pg_create_physical_replication_slot('standby', true)");
            Path ballast = ballast(OwnServer.smallLog(), 0);
            awaitHealthy(calls);
            long run = launch(WAVE_OF_THE_LOG);
            await().until(() -> imported("L-") >= 40);

            useUpTheLog();
            assertThat(OwnServer.log()).contains("PANIC", "No space left on device");
            HttpResponse<String> answer = upload(calls);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("\\d+");
            assertThat(answer.body()).contains("The database cannot be reached at the moment");
            assertThat(calls.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(calls.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

            Files.delete(ballast);
            OwnServer.stop();
            OwnServer.start();
            OwnServer.execute("SELECT pg_drop_replication_slot('standby')");
            awaitHealthy(calls);
            assertEveryAccountExactlyOnce(WAVE_OF_THE_LOG, "L-", run);
            assertThat(log.getAll()).contains("The database is away", "waiting for it");
        } finally {
            OwnServer.moveLogBack();
            awaitHealthy(calls);
        }
    }
}
