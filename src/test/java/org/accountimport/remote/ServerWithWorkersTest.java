package org.accountimport.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.ErrorBudget;
import org.accountimport.job.PartitionQueue;
import org.accountimport.job.PartitionRequest;
import org.accountimport.job.RequestedPartitions;
import org.accountimport.job.RunLauncher;
import org.accountimport.job.RunOptions;
import org.accountimport.wave.PartitionState;
import org.accountimport.wave.RunPartitions;
import org.accountimport.wave.RunReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
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
            "account-import.workers.lost-after=1s",
            "account-import.job.worker=server",
            "account-import.job.chunk-size=1"
        })
@ActiveProfiles("serve")
@WithTestDatabase
@DirtiesContext
@Import(TestRuns.class)
class ServerWithWorkersTest {

    private static final int ACCOUNTS = 40;

    @Autowired
    TestRuns runs;

    @Autowired
    RunLauncher launcher;

    @Autowired
    RunPartitions partitions;

    @Autowired
    RequestedPartitions requested;

    @Autowired
    PartitionQueue queue;

    @Autowired
    ConnectionFactory connections;

    @Autowired
    PartitionListenerContainer listeners;

    private WaveName wave = new WaveName("NORLYS", "none");

    @BeforeEach
    void loadAWaveOfOnesOwn(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        wave = new WaveName("NORLYS", name);
        runs.load(
                wave,
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(number ->
                                number == 7 ? TestPayloads.wrong(name + number) : TestPayloads.valid(name + number))
                        .toArray(String[]::new));
    }

    private long launch(RunOptions options) {
        return launcher.launch(new RunLauncher.Launch(RunKind.DRY_RUN, wave, options, "test"));
    }

    /** Launches a run of which nobody takes the requests. */
    private long launchUnattended() {
        listeners.stop();
        long run = launch(RunOptions.DEFAULT);
        await().until(() -> !queue.isEmpty());
        return run;
    }

    private List<PartitionRequest> takeAllRequests() throws JMSException {
        JmsTemplate jms = new JmsTemplate(connections);
        jms.setReceiveTimeout(500);
        List<PartitionRequest> requests = new ArrayList<>();
        for (Message message = jms.receive(PartitionMessages.QUEUE);
                message != null;
                message = jms.receive(PartitionMessages.QUEUE)) {
            requests.add(PartitionMessages.read(message).orElseThrow());
        }
        return requests;
    }

    @Test
    void executesEveryPartitionItself() {
        assertThat(runs.dryRun(wave).status()).isEqualTo("COMPLETED");
        RunReport imported = runs.importWave(wave);

        assertThat(imported.status()).isEqualTo("COMPLETED");
        assertThat(imported.succeeded()).isEqualTo(ACCOUNTS - 1);
        assertThat(partitions.of(imported.jobExecutionId()))
                .hasSize(4)
                .extracting(PartitionState::status, PartitionState::worker)
                .containsOnly(tuple("COMPLETED", "server"));
    }

    @Test
    void stopsWhenTheErrorBudgetIsSpentAndGoesOnWhenRestarted() {
        ErrorBudget none = new ErrorBudget(new ErrorBudget.Limit(null, 1L), 1, Map.of());
        RunReport stopped = runs.ended(launch(new RunOptions(false, null, null, none, null, null, false)));

        assertThat(stopped.status()).isEqualTo("STOPPED");
        assertThat(stopped.stopReason()).isEqualTo("error_budget");
        assertThat(partitions.of(stopped.jobExecutionId()))
                .extracting(PartitionState::status)
                .isSubsetOf("STOPPED", "COMPLETED")
                .contains("STOPPED");
    }

    @Test
    void stopsARunAtOnceThatWaitsForWorkers() {
        long run = launchUnattended();
        try {
            launcher.stop(run);

            RunReport stopped = runs.ended(run);
            assertThat(stopped.status()).isEqualTo("STOPPED");
            assertThat(partitions.of(run)).extracting(PartitionState::status).containsOnly("STOPPED");
        } finally {
            listeners.start();
        }
        assertThat(runs.ended(launcher.restart(run, "test")).status()).isEqualTo("COMPLETED");
    }

    @Nested
    class ARequest {

        @Test
        void thatGotLostIsMadeAgain() throws JMSException {
            long run = launchUnattended();
            assertThat(takeAllRequests()).hasSize(5);
            listeners.start();

            assertThat(runs.ended(run).status()).isEqualTo("COMPLETED");
        }

        @Test
        void thatKillsEveryProcessIsGivenUpAndARestartContinuesTheRun() throws JMSException {
            long run = launchUnattended();
            List<PartitionRequest> requests = takeAllRequests();

            assertThat(requested.execute(requests.get(0), 9)).isTrue();
            queue.send(requests.subList(1, requests.size()));
            listeners.start();

            assertThat(runs.ended(run).status()).isEqualTo("FAILED");
            assertThat(partitions.of(run)).extracting(PartitionState::status).containsOnlyOnce("FAILED");
            assertThat(runs.ended(launcher.restart(run, "test")).status()).isEqualTo("COMPLETED");
        }

        @Test
        void ofARunThatHasEndedIsDropped() throws JMSException {
            long run = launchUnattended();
            List<PartitionRequest> requests = takeAllRequests();
            queue.send(requests);
            listeners.start();
            RunReport ended = runs.ended(run);
            List<PartitionState> before = partitions.of(run);

            assertThat(requests).allMatch(request -> requested.execute(request, 2));

            assertThat(partitions.of(run)).isEqualTo(before);
            assertThat(ended.done()).isEqualTo(ACCOUNTS);
        }

        @Test
        void thatNamesNoPartitionIsDropped() {
            assertThat(requested.execute(new PartitionRequest(4711, 4711), 1)).isTrue();
        }

        @Test
        void thatIsNoneIsDropped() {
            new JmsTemplate(connections)
                    .send(PartitionMessages.QUEUE, session -> session.createTextMessage("{\"job_execution\": 1}"));
            new JmsTemplate(connections)
                    .send(PartitionMessages.QUEUE, session -> session.createObjectMessage(new ArrayList<>(List.of(1))));

            assertThat(runs.dryRun(wave).status()).isEqualTo("COMPLETED");
            assertThat(queue.isEmpty()).isTrue();
        }
    }
}
