package org.accountimport.job;

import org.accountimport.wave.WaveErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sums up a run at its end, whether it came to it by itself, was stopped, failed, or died and was found by another server. */
@Component
class RunClosing {

    private static final Logger LOG = LoggerFactory.getLogger(RunClosing.class);

    private final WaveErrors errors;

    RunClosing(WaveErrors errors) {
        this.errors = errors;
    }

    /** The last step of a run that comes to its end. In the caller's transaction. */
    void close(long jobExecutionId) {
        errors.keep(jobExecutionId);
    }

    /** For a run that does not come to its end. It has ended already, so that nothing more can go wrong with it. */
    void closeUnfinished(long jobExecutionId) {
        try {
            close(jobExecutionId);
        } catch (RuntimeException e) {
            LOG.error("Job execution {} could not be summed up; its restart will do it", jobExecutionId, e);
        }
    }
}
