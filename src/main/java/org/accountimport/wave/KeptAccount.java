package org.accountimport.wave;

import org.accountimport.account.AccountRemover.Removal;
import org.jspecify.annotations.Nullable;

/**
 * An account that a rollback did not remove.
 *
 * @param accountNumber its number; null when it is gone since
 * @param reason        why; never REMOVED
 */
public record KeptAccount(
        String externalAccountNumber, @Nullable String accountNumber, Removal reason) {}
