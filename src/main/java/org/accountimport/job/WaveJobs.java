package org.accountimport.job;

import org.accountimport.importprocess.RunKind;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.batch.autoconfigure.BatchTaskExecutor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/**
 * The two jobs over a wave. Each is one step, partitioned over the wave's accounts; what a partition does stands in
 * {@link PartitionSteps}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class WaveJobs {

    @Bean
    Job dryRunJob(JobRepository jobRepository, Step judgeAccounts, RunBookkeeping bookkeeping) {
        return new JobBuilder(RunKind.DRY_RUN.jobName(), jobRepository)
                .listener(bookkeeping)
                .start(judgeAccounts)
                .build();
    }

    @Bean
    Job importJob(JobRepository jobRepository, Step importAccounts, RunBookkeeping bookkeeping) {
        return new JobBuilder(RunKind.IMPORT.jobName(), jobRepository)
                .listener(bookkeeping)
                .start(importAccounts)
                .build();
    }

    @Bean
    Step judgeAccounts(JobRepository jobRepository, Partitioner wavePartitioner, LocalPartitions partitions) {
        return new StepBuilder("judge-accounts", jobRepository)
                .partitioner("judge", wavePartitioner)
                .partitionHandler(partitions)
                .build();
    }

    @Bean
    Step importAccounts(JobRepository jobRepository, Partitioner wavePartitioner, LocalPartitions partitions) {
        return new StepBuilder("import-accounts", jobRepository)
                .partitioner("import", wavePartitioner)
                .partitionHandler(partitions)
                .build();
    }

    @Bean
    @StepScope
    Partitioner wavePartitioner(WaveRuns runs, @Value("#{stepExecution.jobExecutionId}") Long jobExecutionId) {
        return gridSize -> PartitionRange.contexts(runs.get(jobExecutionId).partitionEnds());
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
