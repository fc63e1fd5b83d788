package org.accountimport.importprocess;

/** What can happen to an account import process; the names are those of the HTTP contract's {@code latest_event}. */
public enum ImportEvent {
    EVENT_ACCOUNT_IMPORT_PROCESS_CREATED,
    EVENT_ACCOUNT_IMPORT_PROCESS_REPLACED,
    EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_SUCCEEDED,
    EVENT_ACCOUNT_IMPORT_PROCESS_DRY_RUN_ERRORED,
    EVENT_ACCOUNT_IMPORT_PROCESS_PROCESSED,
    EVENT_ACCOUNT_IMPORT_PROCESS_ERRORED,
    EVENT_ACCOUNT_IMPORT_PROCESS_CANCELLED
}
