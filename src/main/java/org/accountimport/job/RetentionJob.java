package org.accountimport.job;

import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.RunScope;
import org.accountimport.wave.PayloadPurge;
import org.accountimport.wave.Purges;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The job that purges a signed-off wave of its payloads: opens the certificate, purges in partitions, completes it. */
@Configuration(proxyBeanMethods = false)
class RetentionJob {

    private final Purges purges;

    RetentionJob(Purges purges) {
        this.purges = purges;
    }

    @Bean
    Job purgeJob(
            JobRepository jobRepository,
            Step openCertificate,
            Step purgePayloads,
            Step completeCertificate,
            RunBookkeeping bookkeeping) {
        return new JobBuilder(RunKind.RETENTION.jobName(), jobRepository)
                .listener(bookkeeping)
                .start(openCertificate)
                .next(purgePayloads)
                .next(completeCertificate)
                .build();
    }

    @Bean
    Step openCertificate(JobRepository jobRepository, PlatformTransactionManager transactions) {
        return new StepBuilder("open-certificate", jobRepository)
                .tasklet(
                        (contribution, chunk) -> {
                            StepExecution step = contribution.getStepExecution();
                            RunParameters parameters = RunParameters.of(step.getJobParameters());
                            if (!purges.begin(
                                    parameters.waveId(), parameters.keepDaysOrNone(), step.getJobExecutionId())) {
                                throw new RunStateException(RunLauncher.notToBePurged(parameters.wave()));
                            }
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    @Bean
    Step purgePayloads(JobRepository jobRepository, Partitioner wavePartitioner, PartitionHandler partitions) {
        return new StepBuilder("purge-payloads", jobRepository)
                .partitioner("purge", wavePartitioner)
                .partitionHandler(partitions)
                .build();
    }

    @Bean
    Step completeCertificate(
            JobRepository jobRepository, PlatformTransactionManager transactions, WaveRuns runs, PayloadPurge purge) {
        return new StepBuilder("complete-certificate", jobRepository)
                .tasklet(
                        (contribution, chunk) -> {
                            StepExecution step = contribution.getStepExecution();
                            RunScope scope = runs.get(step.getJobExecutionId()).scope();
                            // A run with a limit leaves the rest to the next one.
                            if (purge.next(scope, 0, Long.MAX_VALUE, 1).isEmpty()) {
                                purge.purgeNames(scope);
                                purges.complete(scope.waveId(), step.getJobExecutionId());
                            }
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }
}
