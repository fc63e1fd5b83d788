package org.accountimport.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.accountimport.importprocess.Decision;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.accountimport.payload.Violation;
import org.springframework.batch.core.step.StepExecution;

/** Writes what a chunk has decided: statuses, violations, events and the partition's counts. One for each partition. */
final class DecisionWriter {

    private final RunQueue queue;
    private final PartitionCounts counts;
    private final RunScope scope;
    private final StepExecution partition;
    private final Set<String> countedCodes;
    private final DecisionMetrics metrics;

    /** @param countedCodes codes that the run's error budget limits */
    DecisionWriter(
            RunQueue queue,
            PartitionCounts counts,
            RunScope scope,
            StepExecution partition,
            Set<String> countedCodes,
            DecisionMetrics metrics) {
        this.queue = queue;
        this.counts = counts;
        this.scope = scope;
        this.partition = partition;
        this.countedCodes = countedCodes;
        this.metrics = metrics;
    }

    /** Decides; returns the decisions that count, without those on accounts that changed since they were read. */
    List<Decision> decide(List<Decision> decisions) {
        Set<Long> taken = queue.decide(scope, decisions);
        return taken.size() == decisions.size()
                ? decisions
                : decisions.stream()
                        .filter(decision -> taken.contains(decision.processId()))
                        .toList();
    }

    void record(List<Decision> taken, int leftAlone) {
        if (!taken.isEmpty()) {
            queue.record(scope, taken);
        }
        int succeeded = (int) taken.stream()
                .filter(decision -> decision.status() == scope.kind().accepted())
                .count();
        counts.count(partition.getId(), scope.jobExecutionId(), succeeded, taken.size() - succeeded, leftAlone);
        countCodes(taken);
        metrics.decided(scope.kind(), taken);
    }

    private void countCodes(List<Decision> taken) {
        if (countedCodes.isEmpty()) {
            return;
        }
        Map<String, Long> accounts = taken.stream()
                .flatMap(decision -> decision.violations().stream()
                        .map(Violation::code)
                        .filter(countedCodes::contains)
                        .distinct())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        if (!accounts.isEmpty()) {
            counts.countCodes(partition.getId(), scope.jobExecutionId(), accounts);
        }
    }
}
