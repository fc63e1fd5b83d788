package org.accountimport.job;

import org.accountimport.wave.Drifts;
import org.accountimport.wave.WaveErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sums up a run at its end, whether it came to it by itself, was stopped, failed, or died and was found by another server. */
@Component
class RunClosing {

    private static final Logger LOG = LoggerFactory.getLogger(RunClosing.class);

    private final WaveErrors errors;
    private final Drifts drifts;

    RunClosing(WaveErrors errors, Drifts drifts) {
        this.errors = errors;
        this.drifts = drifts;
    }

    /** The last step of a run that comes to its end. In the caller's transaction. */
    void close(long jobExecutionId) {
        errors.keep(jobExecutionId);
        drifts.keep(jobExecutionId);
    }

    /**
     * For a run that does not come to its end. What is wrong with the sums is logged and does no more harm to it.
     *
     * @throws RuntimeException when the database is away; to be repeated
     */
    void closeUnfinished(long jobExecutionId) {
        try {
            close(jobExecutionId);
        } catch (RuntimeException e) {
            if (Outages.isOutage(e)) {
                throw e;
            }
            LOG.error(
                    "Job execution {} could not be summed up; what it found is missing from reports",
                    jobExecutionId,
                    e);
        }
    }
}
