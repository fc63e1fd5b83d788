package org.accountimport.job;

import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.stereotype.Component;

/** Looks job executions up; the job repository itself throws for one that it does not know. */
@Component
class JobExecutions {

    private final JobRepository jobRepository;

    JobExecutions(JobRepository jobRepository) {
        this.jobRepository = jobRepository;
    }

    /**
     * Loads an execution as it stands now.
     *
     * @throws UnknownRunException when there is none
     */
    JobExecution get(long id) {
        try {
            return Optional.ofNullable(jobRepository.getJobExecution(id))
                    .orElseThrow(() -> new UnknownRunException(id));
        } catch (EmptyResultDataAccessException e) {
            throw new UnknownRunException(id);
        }
    }
}
