package org.accountimport.account;

/**
 * Tells the triggers that watch over accounts who is at work. They raise {@code account.version} whenever somebody adds,
 * changes or removes a part of an account, so that a rollback leaves that account alone. Creating an account and removing it
 * as a whole is nothing of the kind.
 */
final class AccountWatch {

    /** Until the transaction ends, or goes back to a savepoint of before, parts of accounts come and go unnoticed. */
    static final String PASS_OVER = "SET LOCAL account_import.writing = 'on'";

    private AccountWatch() {}
}
