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
 * A database whose disk is full, and then is not: the application's database lies on a small file system of its own, most of
 * which a test takes and gives back. Needs root, as the build has it; elsewhere it says that it was left out.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"account-import.job.chunk-size=20", "account-import.job.threads=2"})
@ContextConfiguration(initializers = OwnServer.OnSmallDisk.class)
@DirtiesContext
@ExtendWith({OwnServer.SmallDisk.class, OutputCaptureExtension.class})
class FullDiskTest extends FaultyDatabase {

    private static final WaveName WAVE = new WaveName("NORLYS", "full-disk");
    private static final int ACCOUNTS = 600;
    private static final int MEGABYTE = 1024 * 1024;

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** Leaves room for so much and no more. */
    private static Path ballast(int megabytesLeft) throws IOException {
        Path ballast = OwnServer.smallDisk().resolve("ballast");
        long left = Files.getFileStore(OwnServer.smallDisk()).getUsableSpace() - (long) megabytesLeft * MEGABYTE;
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

    @Test
    void isToldToWhoeverLoadsAndWaitedForByAnImport(CapturedOutput log) throws IOException {
        Calls calls = new Calls(port);
        load(WAVE, lines("D-", ACCOUNTS));

        SlowAccounts.make(jdbc);
        long run = launch(WAVE);
        await().until(() -> count("SELECT count(*) FROM account") >= 40);

        Path ballast = ballast(1);
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
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !runs.find(run).orElseThrow().isRunning());
        assertThat(runs.find(run).orElseThrow().status()).isEqualTo("COMPLETED");
        assertThat(count("SELECT count(*) FROM account")).isEqualTo(ACCOUNTS);
        assertThat(count("SELECT count(DISTINCT import_process_id) FROM account"))
                .isEqualTo(ACCOUNTS);
        assertThat(count("SELECT count(*) FROM import_process WHERE status = 'PROCESSED'"))
                .isEqualTo(ACCOUNTS);
        assertThat(count("SELECT sum(succeeded + errored) FROM wave_run_partition"))
                .isEqualTo(ACCOUNTS);
        assertThat(reconciliations.reconcile(WAVE, run).differences()).isEmpty();

        HttpResponse<String> again = upload(calls);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(count("SELECT count(*) FROM import_process WHERE external_account_number LIKE 'E-%'"))
                .isEqualTo(1_500);
    }
}
