package org.accountimport.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.jms.ConnectionFactory;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.PartitionState;
import org.accountimport.wave.RunPartitions;
import org.accountimport.wave.RunReport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/** A server that embeds the broker and has no worker but itself. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "account-import.workers.broker=embedded",
            "account-import.workers.port=61699",
            "account-import.workers.threads=2",
            "account-import.job.worker=server",
            "account-import.job.chunk-size=5"
        })
@ActiveProfiles("serve")
@WithTestDatabase
@DirtiesContext
@Import(TestRuns.class)
class ServerWithWorkersTest {

    @Autowired
    TestRuns runs;

    @Autowired
    RunPartitions partitions;

    @Autowired
    ConnectionFactory connections;

    private static String[] payloads(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number ->
                        number == 7 ? TestPayloads.wrong(prefix + number) : TestPayloads.valid(prefix + number))
                .toArray(String[]::new);
    }

    @Test
    void executesEveryPartitionItself() {
        WaveName wave = new WaveName("NORLYS", "alone");
        runs.load(wave, payloads("A-", 40));

        RunReport dryRun = runs.dryRun(wave);
        RunReport imported = runs.importWave(wave);

        assertThat(dryRun.status()).isEqualTo("COMPLETED");
        assertThat(imported.status()).isEqualTo("COMPLETED");
        assertThat(imported.succeeded()).isEqualTo(39);
        assertThat(partitions.of(imported.jobExecutionId()))
                .hasSize(7)
                .extracting(PartitionState::status, PartitionState::worker)
                .containsOnly(tuple("COMPLETED", "server"));
    }

    @Test
    void dropsMessagesThatAreNoRequestsAndGoesOn() {
        new JmsTemplate(connections)
                .send(PartitionMessages.QUEUE, session -> session.createTextMessage("{\"job_execution\": 1}"));
        WaveName wave = new WaveName("NORLYS", "strange");
        runs.load(wave, payloads("S-", 5));

        assertThat(runs.run(RunKind.DRY_RUN, wave, false).status()).isEqualTo("COMPLETED");
    }
}
