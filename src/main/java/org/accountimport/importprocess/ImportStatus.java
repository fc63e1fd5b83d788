package org.accountimport.importprocess;

/** The status of an account import process as clients see it. Source: the founding document, "retrieve the current status". */
public enum ImportStatus {
    PENDING,
    IN_PROGRESS,
    DRY_RUN_SUCCEEDED,
    DRY_RUN_ERRORED,
    PROCESSED,
    ERRORED,
    CANCELLED
}
