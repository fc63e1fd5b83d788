package org.accountimport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.api.Calls;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** What Prometheus reads. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.test.metrics.export=true", "account-import.job.chunk-size=2"})
@WithTestDatabase
@Import(TestRuns.class)
class MetricsTest {

    @LocalServerPort
    int port;

    @Autowired
    TestRuns runs;

    private String metrics() {
        return new Calls(port).get("/actuator/prometheus").body();
    }

    @Test
    void tellWhatWasDecidedAndHowDeepTheQueueIs() {
        WaveName wave = new WaveName("NORLYS", "measured");
        runs.load(wave, TestPayloads.valid("m-1"), TestPayloads.valid("m-2"), TestPayloads.wrong("m-3"));
        runs.importWave(wave);

        assertThat(metrics())
                .contains(
                        "account_import_accounts_decided_total{job=\"import\",outcome=\"processed\"} 2.0",
                        "account_import_accounts_decided_total{job=\"import\",outcome=\"errored\"} 1.0",
                        "account_import_accounts_with_code_total{code=\"invalid_phone_number\",job=\"import\"} 1.0",
                        "account_import_chunk_seconds_count{job=\"import\",outcome=\"committed\"}",
                        "account_import_leases_held 0.0",
                        "account_import_leases_renewal_age_seconds 0.0",
                        "account_import_schedule_ticks_missed{definition=\"api-import\"}")
                .containsPattern("spring_batch_job_seconds_count\\{.*name=\"import\"")
                .doesNotContain("measured", "m-1");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(metrics())
                        .contains(
                                "account_import_queue_depth{status=\"processed\"} 2.0",
                                "account_import_queue_depth{status=\"errored\"} 1.0",
                                "account_import_queue_depth{status=\"pending\"} 0.0",
                                "account_import_leases_expired 0.0"));
    }
}
