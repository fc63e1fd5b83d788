package org.accountimport.baseline;

import java.time.Duration;
import java.util.Map;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the usual job once and prints how long it took. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BaselineApplication {

    public static void main(String... arguments) throws Exception {
        int exitCode;
        try (ConfigurableApplicationContext context = SpringApplication.run(BaselineApplication.class, arguments)) {
            JobExecution execution = context.getBean(JobOperator.class)
                    .start(
                            context.getBean(Job.class),
                            new JobParametersBuilder()
                                    .addLong("launched-at", System.currentTimeMillis())
                                    .toJobParameters());
            long written = execution.getStepExecutions().stream()
                    .filter(step -> !step.getStepName().equals(ImportJob.PARTITIONED))
                    .mapToLong(step -> step.getWriteCount())
                    .sum();
            Duration took = Duration.between(execution.getStartTime(), execution.getEndTime());
            Map<String, Object> result = Map.of("accounts", written, "seconds", took.toNanos() / 1e9);
            result.forEach((name, value) -> System.out.println("result " + name + "=" + value));
            exitCode = execution.getStatus() == BatchStatus.COMPLETED ? 0 : 3;
            execution.getAllFailureExceptions().forEach(Throwable::printStackTrace);
        }
        System.exit(exitCode);
    }
}
