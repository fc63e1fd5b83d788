package org.accountimport.job;

import java.time.Clock;
import org.accountimport.account.AccountNumbers;
import org.accountimport.account.AccountRemover;
import org.accountimport.account.AccountWriters;
import org.accountimport.importprocess.QueuedPayload;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.validation.PayloadValidator;
import org.accountimport.validation.ReferenceRegistry;
import org.accountimport.wave.PayloadPurge;
import org.accountimport.wave.Rollbacks;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the chunk step of one partition: reader, processor and writer of its own, made for its range of ids. Whoever executes
 * a partition, on whatever thread or machine, gets its step here.
 */
@Component
class PartitionSteps {

    /** A partition holds two chunks of payloads, what is judged and what is read ahead. */
    private static final long BYTES_PER_CHUNK = 8L * 1024 * 1024;

    private final JobRepository jobRepository;
    private final PlatformTransactionManager transactionManager;
    private final WaveRuns runs;
    private final PartitionCounts counts;
    private final RunStops stops;
    private final RunQueue queue;
    private final PayloadValidator validator;
    private final ReferenceRegistry references;
    private final AccountNumbers accountNumbers;
    private final AccountWriters accountWriters;
    private final AccountRemover accountRemover;
    private final Rollbacks rollbacks;
    private final PayloadPurge purge;
    private final DecisionMetrics metrics;
    private final ReadAhead ahead;
    private final ImportSuppliers suppliers;
    private final Clock clock;

    PartitionSteps(
            JobRepository jobRepository,
            PlatformTransactionManager transactionManager,
            WaveRuns runs,
            PartitionCounts counts,
            RunStops stops,
            RunQueue queue,
            PayloadValidator validator,
            ReferenceRegistry references,
            AccountNumbers accountNumbers,
            AccountWriters accountWriters,
            AccountRemover accountRemover,
            Rollbacks rollbacks,
            PayloadPurge purge,
            DecisionMetrics metrics,
            ReadAhead ahead,
            ImportSuppliers suppliers,
            Clock clock) {
        this.jobRepository = jobRepository;
        this.transactionManager = transactionManager;
        this.runs = runs;
        this.counts = counts;
        this.stops = stops;
        this.queue = queue;
        this.validator = validator;
        this.references = references;
        this.accountNumbers = accountNumbers;
        this.accountWriters = accountWriters;
        this.accountRemover = accountRemover;
        this.rollbacks = rollbacks;
        this.purge = purge;
        this.metrics = metrics;
        this.ahead = ahead;
        this.suppliers = suppliers;
        this.clock = clock;
    }

    Step stepOf(StepExecution partition) {
        WaveRuns.WaveRun run = runs.get(partition.getJobExecutionId());
        RunScope scope = run.scope();
        RunParameters parameters = RunParameters.of(partition.getJobParameters());
        PartitionRange range = PartitionRange.of(partition.getStepName(), run.partitionEnds());
        if (scope.kind() == RunKind.ROLLBACK) {
            return rollbackStep(scope, partition, range, parameters);
        }
        if (scope.kind() == RunKind.RETENTION) {
            return retentionStep(scope, partition, range, parameters);
        }
        int chunkSize = chunkSize(scope, range, parameters.chunkSize());
        return new StepBuilder(partition.getStepName(), jobRepository)
                .<QueuedPayload, JudgedPayload>chunk(chunkSize)
                .transactionManager(transactionManager)
                .reader(new KeysetReader<>(
                        (after, last, limit) -> queue.next(scope, after, last, limit),
                        QueuedPayload::processId,
                        range,
                        chunkSize,
                        ahead))
                .processor(new JudgingProcessor(validator))
                .writer(writer(scope, partition, parameters.errorBudget()))
                .listener(timing(scope))
                .interruptionPolicy(new RunGuard(parameters, counts, stops, clock))
                .build();
    }

    /** Large payloads make small chunks, so that memory does not depend on their size. */
    private int chunkSize(RunScope scope, PartitionRange range, int most) {
        long meanSize = Math.max(1, queue.meanSize(scope, range.after(), range.last(), most));
        return (int) Math.max(1, Math.min(most, BYTES_PER_CHUNK / meanSize));
    }

    private Step rollbackStep(RunScope scope, StepExecution partition, PartitionRange range, RunParameters parameters) {
        return new StepBuilder(partition.getStepName(), jobRepository)
                .<Long, Long>chunk(parameters.chunkSize())
                .transactionManager(transactionManager)
                .reader(new KeysetReader<>(
                        (after, last, limit) -> queue.nextIds(scope, after, last, limit),
                        Long::longValue,
                        range,
                        parameters.chunkSize(),
                        ahead))
                .writer(new RollbackWriter(queue, accountRemover, rollbacks, counts, scope, partition, savepoints()))
                .interruptionPolicy(new RunGuard(parameters, counts, stops, clock))
                .build();
    }

    private Step retentionStep(
            RunScope scope, StepExecution partition, PartitionRange range, RunParameters parameters) {
        return new StepBuilder(partition.getStepName(), jobRepository)
                .<Long, Long>chunk(parameters.chunkSize())
                .transactionManager(transactionManager)
                .reader(new KeysetReader<>(
                        (after, last, limit) -> purge.next(scope, after, last, limit),
                        Long::longValue,
                        range,
                        parameters.chunkSize(),
                        ahead))
                .writer(new RetentionWriter(queue, purge, counts, scope, partition))
                .interruptionPolicy(new RunGuard(parameters, counts, stops, clock))
                .build();
    }

    private ItemWriter<JudgedPayload> writer(RunScope scope, StepExecution partition, ErrorBudget errorBudget) {
        DecisionWriter decisions = new DecisionWriter(
                queue, counts, scope, partition, errorBudget.byCode().keySet(), metrics);
        if (scope.kind() == RunKind.DRY_RUN) {
            return new DryRunWriter(decisions, references);
        }
        return new ImportWriter(
                decisions, references, accountNumbers, accountWriters.open(), suppliers, clock, savepoints());
    }

    private ChunkListener<QueuedPayload, JudgedPayload> timing(RunScope scope) {
        return new ChunkListener<>() {
            @Override
            public void beforeChunk(Chunk<QueuedPayload> chunk) {
                metrics.time(scope.kind());
            }
        };
    }

    private TransactionTemplate savepoints() {
        TransactionTemplate savepoints = new TransactionTemplate(transactionManager);
        savepoints.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return savepoints;
    }
}
