package org.accountimport.api;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.PartitionState;
import org.accountimport.wave.RunPartitions;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Job executions as the API shows them. */
@Component
class Executions {

    static final String PATH = "/v2/data-import/job-executions";

    private final RunReports reports;
    private final RunPartitions partitions;
    private final Times times;

    Executions(RunReports reports, RunPartitions partitions, Times times) {
        this.reports = reports;
        this.partitions = partitions;
        this.times = times;
    }

    /** @throws Refusal when there is none of this number */
    ExecutionBody get(long id) {
        RunReport run = reports.find(id).orElseThrow(() -> Refusal.of(ErrorKind.NOT_FOUND));
        return ExecutionBody.of(run, partitions.of(id), times);
    }

    List<ExecutionBody> ofWave(WaveName wave, int limit) {
        return bodies(reports.ofWave(wave, limit));
    }

    /** Each of them with its partitions, in the same order. */
    List<ExecutionBody> bodies(List<RunReport> runs) {
        Map<Long, List<PartitionState>> states =
                partitions.of(runs.stream().map(RunReport::jobExecutionId).toList());
        return runs.stream()
                .map(run -> ExecutionBody.of(run, states.getOrDefault(run.jobExecutionId(), List.of()), times))
                .toList();
    }

    /** What a call that is carried out in the background answers with. */
    ResponseEntity<ExecutionBody> accepted(long id) {
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + id + "/"))
                .body(get(id));
    }
}
