package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that is killed while it and a worker import a wave: one restart, and every account is there exactly once. */
class KilledServerTest {

    private static final Logger LOG = LoggerFactory.getLogger(KilledServerTest.class);

    private final WaveName wave = new WaveName("NORLYS", "killed-server");

    private static ForkedProgram startServer(WaveWithWorkers cluster, String what) throws Exception {
        List<String> settings = Stream.concat(cluster.serverSettings(1).stream(), Stream.of(what))
                .toList();
        return ForkedProgram.start(ImportingServer.class, cluster.database, settings.toArray(String[]::new));
    }

    @Test
    void isContinuedByARestartWhileTheWorkerLivesOn() throws Exception {
        try (WaveWithWorkers cluster = new WaveWithWorkers();
                ForkedProgram worker = cluster.startWorker("worker")) {
            load(cluster);
            try (ForkedProgram server = startServer(cluster, "--test.import=" + wave.name())) {
                cluster.awaitInMidPartition(1, "worker");
                cluster.awaitInMidPartition(1, "server");
                server.kill();
            }
            long killed = System.nanoTime();
            try (ForkedProgram server = startServer(cluster, "--test.restart=1")) {
                cluster.awaitInMidPartition(2, "worker");
                LOG.info("Server killed: the worker has work again after {} ms", since(killed));

                assertThat(cluster.awaitEnd(2)).isEqualTo("COMPLETED");
                LOG.info("Server killed: the run had ended after {} ms", since(killed));
                assertThat(server.isAlive()).isTrue();
            }
            assertThat(worker.isAlive()).isTrue();
            assertThat(cluster.awaitEnd(1)).isEqualTo("FAILED");
            cluster.assertEveryAccountExactlyOnce(wave);
        }
    }

    private void load(WaveWithWorkers cluster) throws Exception {
        List<String> settings = Stream.of(cluster.database.asProperties())
                .map(property -> "--" + property)
                .toList();
        try (ConfigurableApplicationContext context = ImportingServer.open(settings.toArray(String[]::new))) {
            cluster.load(context.getBean(Intake.class), wave);
        }
    }

    private static long since(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }
}
