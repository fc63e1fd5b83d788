package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An import by worker processes, while something goes wrong: it ends by itself, with every account exactly once. The server is
 * this JVM and executes no partition.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerFaultsTest {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFaultsTest.class);

    private final WaveWithWorkers cluster = new WaveWithWorkers();
    private final List<ForkedProgram> workers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ConfigurableApplicationContext server;

    @SuppressWarnings("NullAway.Init")
    private RunLauncher launcher;

    private WaveName wave = new WaveName("NORLYS", "none");

    WorkerFaultsTest() throws IOException {}

    @BeforeAll
    void startServerAndWorkers() throws IOException {
        workers.add(cluster.startWorker("worker-1"));
        workers.add(cluster.startWorker("worker-2"));
        List<String> settings = new ArrayList<>(cluster.serverSettings(0));
        for (String property : cluster.databaseOverTheLine().asProperties()) {
            settings.add("--" + property);
        }
        server = ImportingServer.open(settings.toArray(String[]::new));
        launcher = server.getBean(RunLauncher.class);
    }

    @AfterAll
    void stopThem() throws IOException {
        workers.forEach(ForkedProgram::close);
        server.close();
        cluster.close();
    }

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) throws Exception {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName());
        cluster.load(server.getBean(Intake.class), wave);
    }

    private long launch() {
        return launcher.launch(new RunLauncher.Launch(RunKind.IMPORT, wave, false, "test"));
    }

    private static void tell(String what, long since) {
        LOG.info("{} after {} ms", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
    }

    @Test
    void aKilledWorkersPartitionGoesToAnother() throws Exception {
        long run = launch();
        cluster.awaitInMidPartition(run, "worker-1");
        cluster.awaitInMidPartition(run, "worker-2");

        workers.remove(0).kill();
        long killed = System.nanoTime();
        cluster.awaitTakeover(run);
        tell("Worker killed: its partition was taken over", killed);
        workers.add(0, cluster.startWorker("worker-1"));

        assertThat(cluster.awaitEnd(run)).isEqualTo("COMPLETED");
        tell("Worker killed: the run had ended", killed);
        cluster.assertEveryAccountExactlyOnce(wave);
    }

    @Test
    void aFrozenWorkersPartitionGoesToAnotherAndIsNotItsOwnWhenItWakesUp() throws Exception {
        long run = launch();
        cluster.awaitInMidPartition(run, "worker-1");

        ForkedProgram worker = workers.get(0);
        worker.freeze();
        long frozen = System.nanoTime();
        cluster.awaitTakeover(run);
        tell("Worker frozen: its partition was taken over", frozen);
        worker.thaw();

        assertThat(cluster.awaitEnd(run)).isEqualTo("COMPLETED");
        tell("Worker frozen: the run had ended", frozen);
        cluster.assertEveryAccountExactlyOnce(wave);
        assertThat(worker.isAlive()).isTrue();
    }

    @Test
    void aWorkerThatIsToldToEndHandsItsPartitionOn() throws Exception {
        long run = launch();
        cluster.awaitInMidPartition(run, "worker-1");

        ForkedProgram worker = workers.remove(0);
        worker.terminate();
        long told = System.nanoTime();
        worker.exitCode();
        tell("Worker told to end: it had ended", told);
        workers.add(0, cluster.startWorker("worker-1"));

        assertThat(cluster.awaitEnd(run)).isEqualTo("COMPLETED");
        tell("Worker told to end: the run had ended", told);
        cluster.assertEveryAccountExactlyOnce(wave);
    }

    @Test
    void theBrokerMayBeCutOff() throws Exception {
        long run = launch();
        cluster.awaitInMidPartition(run, "worker-2");

        cluster.brokerLine.cutFor(Duration.ofSeconds(3));
        long cut = System.nanoTime();

        assertThat(cluster.awaitEnd(run)).isEqualTo("COMPLETED");
        tell("Broker cut off for 3 s: the run had ended", cut);
        cluster.assertEveryAccountExactlyOnce(wave);
    }

    @Test
    void theDatabaseMayBeAway() throws Exception {
        Duration away = Duration.ofSeconds(20);
        long run = launch();
        cluster.awaitInMidPartition(run, "worker-1");

        cluster.databaseLine.cutFor(away);
        long cut = System.nanoTime();

        assertThat(cluster.awaitEnd(run)).isEqualTo("COMPLETED");
        tell("Database away for " + away.toSeconds() + " s: the run had ended", cut);
        cluster.assertEveryAccountExactlyOnce(wave);
    }

    @Test
    void aStoppedRunStopsEverywhereAndIsContinuedByARestart() throws Exception {
        long run = launch();
        cluster.awaitInMidPartition(run, "worker-1");

        launcher.stop(run);
        long asked = System.nanoTime();
        assertThat(cluster.awaitEnd(run)).isEqualTo("STOPPED");
        tell("Stopped: the run had ended", asked);
        assertThat(cluster.count("""
                SELECT count(*)
                  FROM batch_step_execution
                 WHERE job_execution_id = %d
                   AND status NOT IN ('STOPPED', 'COMPLETED')
                """.formatted(run))).isZero();

        assertThat(cluster.awaitEnd(launcher.restart(run, "test"))).isEqualTo("COMPLETED");
        cluster.assertEveryAccountExactlyOnce(wave);
    }
}
