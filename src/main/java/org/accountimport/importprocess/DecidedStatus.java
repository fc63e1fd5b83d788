package org.accountimport.importprocess;

/**
 * What is decided about an account import process, written in the same transaction as the work itself. Source: status
 * mapping of the HTTP contract; IN_PROGRESS is never decided, it is derived ({@link ImportStatus}).
 */
public enum DecidedStatus {
    PENDING,
    DRY_RUN_SUCCEEDED,
    DRY_RUN_ERRORED,
    PROCESSED,
    ERRORED,
    CANCELLED
}
