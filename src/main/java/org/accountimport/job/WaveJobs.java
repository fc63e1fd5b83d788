package org.accountimport.job;

import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Purges;
import org.accountimport.wave.Reconciliations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.batch.autoconfigure.BatchTaskExecutor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The jobs over a wave. The accounts are decided by one step, partitioned over them; what a partition does stands in
 * {@link PartitionSteps}. The last step sums the run up, while it is still under way: whoever sees a run COMPLETED finds
 * everything that belongs to it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class WaveJobs {

    private static final Logger LOG = LoggerFactory.getLogger(WaveJobs.class);

    @Bean
    Job dryRunJob(JobRepository jobRepository, Step judgeAccounts, Step closeDryRun, RunBookkeeping bookkeeping) {
        return new JobBuilder(RunKind.DRY_RUN.jobName(), jobRepository)
                .listener(bookkeeping)
                .start(judgeAccounts)
                .next(closeDryRun)
                .build();
    }

    @Bean
    Job importJob(JobRepository jobRepository, Step importAccounts, Step closeImport, RunBookkeeping bookkeeping) {
        return new JobBuilder(RunKind.IMPORT.jobName(), jobRepository)
                .listener(bookkeeping)
                .start(importAccounts)
                .next(closeImport)
                .build();
    }

    @Bean
    Job rollbackJob(
            JobRepository jobRepository, Step rollBackAccounts, Step closeRollback, RunBookkeeping bookkeeping) {
        return new JobBuilder(RunKind.ROLLBACK.jobName(), jobRepository)
                .listener(bookkeeping)
                .start(rollBackAccounts)
                .next(closeRollback)
                .build();
    }

    @Bean
    Step judgeAccounts(JobRepository jobRepository, Partitioner wavePartitioner, PartitionHandler partitions) {
        return new StepBuilder("judge-accounts", jobRepository)
                .partitioner("judge", wavePartitioner)
                .partitionHandler(partitions)
                .build();
    }

    @Bean
    Step importAccounts(JobRepository jobRepository, Partitioner wavePartitioner, PartitionHandler partitions) {
        return new StepBuilder("import-accounts", jobRepository)
                .partitioner("import", wavePartitioner)
                .partitionHandler(partitions)
                .build();
    }

    @Bean
    Step rollBackAccounts(JobRepository jobRepository, Partitioner wavePartitioner, PartitionHandler partitions) {
        return new StepBuilder("roll-back-accounts", jobRepository)
                .partitioner("roll-back", wavePartitioner)
                .partitionHandler(partitions)
                .build();
    }

    @Bean
    Step closeDryRun(JobRepository jobRepository, PlatformTransactionManager transactions, RunClosing closing) {
        return new StepBuilder("close-dry-run", jobRepository)
                .tasklet(
                        (contribution, chunk) -> {
                            closing.close(contribution.getStepExecution().getJobExecutionId());
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    /** A difference does not undo what was imported: it is stored and told, and people decide. */
    @Bean
    Step closeImport(
            JobRepository jobRepository,
            PlatformTransactionManager transactions,
            RunClosing closing,
            PartitionCounts counts,
            Purges purges,
            Reconciliations reconciliations) {
        return new StepBuilder("close-import", jobRepository)
                .tasklet(
                        (contribution, chunk) -> {
                            StepExecution step = contribution.getStepExecution();
                            closing.close(step.getJobExecutionId());
                            WaveName wave =
                                    RunParameters.of(step.getJobParameters()).wave();
                            if (purges.find(wave).isPresent()) {
                                LOG.warn("Wave {} is not reconciled: payloads of it are purged", wave);
                            } else if (reconciliations.isDueAfter(
                                    wave, counts.decidedByInstance(step.getJobExecutionId()))) {
                                reconciliations.reconcile(wave, step.getJobExecutionId());
                            }
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    /** The reconciliation of before tells of accounts that are gone. */
    @Bean
    Step closeRollback(
            JobRepository jobRepository, PlatformTransactionManager transactions, Reconciliations reconciliations) {
        return new StepBuilder("close-rollback", jobRepository)
                .tasklet(
                        (contribution, chunk) -> {
                            StepExecution step = contribution.getStepExecution();
                            reconciliations.reconcile(
                                    RunParameters.of(step.getJobParameters()).wave(), step.getJobExecutionId());
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    @Bean
    @StepScope
    Partitioner wavePartitioner(WaveRuns runs, @Value("#{stepExecution.jobExecutionId}") Long jobExecutionId) {
        return gridSize -> PartitionRange.names(runs.get(jobExecutionId).partitionEnds());
    }

    @Bean
    PartitionHandler partitionHandler(
            ObjectProvider<PartitionQueue> queue,
            PartitionWork work,
            PartitionAttempts attempts,
            JobRepository jobRepository,
            DatabasePatience patience) {
        PartitionQueue available = queue.getIfAvailable();
        return available == null
                ? new LocalPartitions(work, attempts, patience)
                : new QueuedPartitions(available, work, attempts, jobRepository, patience);
    }

    /** Launching never waits for the job. */
    @Bean
    @BatchTaskExecutor
    TaskExecutor jobTaskExecutor() {
        return new SimpleAsyncTaskExecutor("job-");
    }

    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }
}
