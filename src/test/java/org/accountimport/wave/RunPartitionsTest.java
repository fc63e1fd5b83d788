package org.accountimport.wave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"account-import.job.threads=1", "account-import.job.worker=this-one"})
@WithTestDatabase
@Import(TestRuns.class)
class RunPartitionsTest {

    @Autowired
    TestRuns runs;

    @Autowired
    RunPartitions partitions;

    @Test
    void areListedByNameWithWhoExecutedThemAndWhatTheyDecided() {
        WaveName wave = new WaveName("NORLYS", "partitions");
        runs.load(
                wave,
                IntStream.range(0, 10)
                        .mapToObj(number ->
                                number == 7 ? TestPayloads.wrong("P-" + number) : TestPayloads.valid("P-" + number))
                        .toArray(String[]::new));

        long run = runs.dryRun(wave).jobExecutionId();

        assertThat(partitions.of(run))
                .containsExactly(
                        new PartitionState("partition-01", "COMPLETED", "this-one", 3),
                        new PartitionState("partition-02", "COMPLETED", "this-one", 3),
                        new PartitionState("partition-03", "COMPLETED", "this-one", 2),
                        new PartitionState("partition-04", "COMPLETED", "this-one", 2));
    }

    @Test
    void areNoneWhereThereIsNoSuchRun() {
        assertThat(partitions.of(4711)).isEmpty();
    }
}
