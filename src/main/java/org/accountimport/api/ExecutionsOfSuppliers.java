package org.accountimport.api;

import java.util.Set;
import org.accountimport.security.ExecutionScope;
import org.accountimport.wave.RunReports;
import org.springframework.stereotype.Component;

/** Asks the wave that a job execution is over. */
@Component
class ExecutionsOfSuppliers implements ExecutionScope {

    private final RunReports runs;

    ExecutionsOfSuppliers(RunReports runs) {
        this.runs = runs;
    }

    @Override
    public boolean isWithin(long jobExecutionId, Set<String> suppliers) {
        return runs.isOver(jobExecutionId, suppliers);
    }
}
