package org.accountimport.importprocess;

/** What became of a single payload that a client wants to have imported. */
public sealed interface Scheduling {

    /** It is in the queue, new or in place of an earlier payload. */
    record Queued() implements Scheduling {}

    /** Nothing changed: the account exists. */
    record AlreadyImported(String accountNumber) implements Scheduling {}

    /** Nothing changed: a running job holds the account. */
    record InProgress() implements Scheduling {}
}
