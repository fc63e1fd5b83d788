package org.accountimport.importprocess;

/**
 * What a run takes: accounts of one wave in the statuses of its kind that neither this execution nor an earlier one of the
 * same job instance has decided. A restart therefore reads what is left, and nothing twice.
 *
 * @param jobExecutionId this execution
 * @param firstExecution the first execution of the same job instance
 */
public record RunScope(long jobExecutionId, long firstExecution, long waveId, RunKind kind, boolean retryErrored) {

    String[] statuses() {
        return kind.takes(retryErrored).stream().map(Enum::name).sorted().toArray(String[]::new);
    }
}
