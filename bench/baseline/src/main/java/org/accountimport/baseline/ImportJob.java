package org.accountimport.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.accountimport.bench.Bound;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The job as the guides build it: paging reader, processor, writers by JDBC batch; partitioned when it is tuned. */
@Configuration(proxyBeanMethods = false)
class ImportJob {

    static final String PARTITIONED = "accounts-in-partitions";

    @Bean
    Job job(JobRepository repository, Step accounts, Partitioner ranges, BaselineProperties properties) {
        JobBuilder job = new JobBuilder("baseline", repository);
        if (properties.partitions() == 1) {
            return job.start(accounts).build();
        }
        return job.start(new StepBuilder(PARTITIONED, repository)
                        .partitioner("accounts", ranges)
                        .step(accounts)
                        .gridSize(properties.partitions())
                        .taskExecutor(new SimpleAsyncTaskExecutor("partition-"))
                        .build())
                .build();
    }

    @Bean
    Step accounts(
            JobRepository repository,
            PlatformTransactionManager transactions,
            JdbcPagingItemReader<QueuedAccount> reader,
            AccountProcessor processor,
            DecisionWriter writer,
            BaselineProperties properties) {
        return new StepBuilder("accounts", repository)
                .<QueuedAccount, JudgedAccount>chunk(properties.chunkSize())
                .transactionManager(transactions)
                .reader(reader)
                .processor(processor)
                .writer(writer)
                .build();
    }

    @Bean
    @StepScope
    JdbcPagingItemReader<QueuedAccount> reader(
            DataSource dataSource,
            BaselineProperties properties,
            @Value("#{stepExecutionContext['after'] ?: 0L}") Long after,
            @Value("#{stepExecutionContext['last'] ?: 9223372036854775807L}") Long last)
            throws Exception {
        return new JdbcPagingItemReaderBuilder<QueuedAccount>()
                .name("queue")
                .dataSource(dataSource)
                .selectClause("SELECT p.id AS id, b.body AS body")
                .fromClause("FROM import_process p JOIN import_payload b ON b.process_id = p.id")
                .whereClause("WHERE p.id > :after AND p.id <= :last AND p.status IN ('PENDING', 'DRY_RUN_SUCCEEDED')")
                .parameterValues(Map.of("after", after, "last", last))
                .sortKeys(Map.of("id", Order.ASCENDING))
                .pageSize(properties.chunkSize())
                .rowMapper((row, number) -> new QueuedAccount(row.getLong("id"), row.getBytes("body")))
                .build();
    }

    @Bean
    AccountProcessor processor(Validator validator) {
        return new AccountProcessor(
                JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .build()
                        .readerFor(Bound.Account.class),
                validator);
    }

    @Bean
    Partitioner ranges(JdbcClient jdbc) {
        return gridSize -> {
            Map<String, ExecutionContext> partitions = new HashMap<>();
            long[] after = {0};
            jdbc.sql("""
                    SELECT max(id)
                      FROM (SELECT id, ntile(:parts) OVER (ORDER BY id) AS part FROM import_process) AS parted
                     GROUP BY part
                     ORDER BY part
                    """).param("parts", gridSize).query(Long.class).list().forEach(last -> {
                ExecutionContext range = new ExecutionContext();
                range.putLong("after", after[0]);
                range.putLong("last", last);
                partitions.put("partition-" + partitions.size(), range);
                after[0] = last;
            });
            return partitions;
        };
    }
}
