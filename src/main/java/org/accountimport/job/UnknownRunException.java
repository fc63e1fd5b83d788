package org.accountimport.job;

/** There is no such job execution. The message is for the person who asked. */
public class UnknownRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownRunException(long jobExecutionId) {
        super("There is no job execution " + jobExecutionId);
    }
}
