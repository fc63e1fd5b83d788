package org.accountimport.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.accountimport.importprocess.Decision;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.RunKind;
import org.accountimport.payload.Violation;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts what this JVM decides, once it is committed. Tags have few values, all of them ours: jobs, statuses, and the codes of
 * the rulebook; never a wave or an account.
 */
@Component
class DecisionMetrics {

    private static final String DECIDED = "account.import.accounts.decided";
    private static final String WITH_CODE = "account.import.accounts.with.code";
    private static final String CHUNK = "account.import.chunk";
    private static final String JOB = "job";

    private final MeterRegistry registry;

    DecisionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts a chunk's decisions, when the transaction that the caller is in has committed. */
    void decided(RunKind job, List<Decision> decisions) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                decisions.forEach(decision -> count(job, decision));
            }
        });
    }

    private void count(RunKind job, Decision decision) {
        String outcome = decision.status().name().toLowerCase(Locale.ROOT);
        registry.counter(DECIDED, JOB, job.jobName(), "outcome", outcome).increment();
        codes(decision)
                .forEach(code -> registry.counter(WITH_CODE, JOB, job.jobName(), "code", code)
                        .increment());
    }

    private static Stream<String> codes(Decision decision) {
        ImportError error = decision.error();
        return decision.violations().isEmpty() && error != null
                ? Stream.of(error.code())
                : decision.violations().stream().map(Violation::code).distinct();
    }

    /** Times a chunk from what it read to its commit or rollback. To be called in the chunk's transaction. */
    void time(RunKind job) {
        Timer.Sample sample = Timer.start(registry);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                String outcome = status == STATUS_COMMITTED ? "committed" : "rolled_back";
                sample.stop(registry.timer(CHUNK, JOB, job.jobName(), "outcome", outcome));
            }
        });
    }
}
