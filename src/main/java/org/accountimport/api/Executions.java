package org.accountimport.api;

import java.net.URI;
import java.util.List;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunPartitions;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.jspecify.annotations.Nullable;
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
        return reports.find(id).map(this::body).orElseThrow(() -> Refusal.of(ErrorKind.NOT_FOUND));
    }

    List<ExecutionBody> ofWave(WaveName wave, int limit) {
        return reports.ofWave(wave, limit).stream().map(this::body).toList();
    }

    @Nullable
    ExecutionBody bodyOrNull(@Nullable RunReport run) {
        return run == null ? null : body(run);
    }

    /** What a call that is carried out in the background answers with. */
    ResponseEntity<ExecutionBody> accepted(long id) {
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + id + "/"))
                .body(get(id));
    }

    private ExecutionBody body(RunReport run) {
        return ExecutionBody.of(run, partitions.of(run.jobExecutionId()), times);
    }
}
