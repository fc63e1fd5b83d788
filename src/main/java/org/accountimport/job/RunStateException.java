package org.accountimport.job;

/** The state of a job execution does not allow what was asked. The message is for the person who asked. */
public class RunStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunStateException(String message) {
        super(message);
    }
}
