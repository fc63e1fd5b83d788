package org.accountimport.job;

import org.jspecify.annotations.Nullable;

/** A run over the wave is under way, here or on another server. The message is for the person who asked. */
public class RunAlreadyRunningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param jobExecutionId the one that runs; null when it is just being launched */
    RunAlreadyRunningException(String wave, @Nullable Long jobExecutionId) {
        super("A run over wave " + wave + " is under way"
                + (jobExecutionId == null ? "" : " (job execution " + jobExecutionId + ")")
                + "; wait for it or stop it");
    }
}
