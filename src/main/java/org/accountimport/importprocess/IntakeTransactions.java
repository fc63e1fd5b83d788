package org.accountimport.importprocess;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the intake. A deadlock with a chunk that decides about the same accounts: PostgreSQL ends one of the two,
 * and it may try again.
 */
@Component
class IntakeTransactions {

    private final TransactionTemplate transactions;
    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
            .includes(TransientDataAccessException.class)
            .maxRetries(4)
            .delay(Duration.ofMillis(100))
            .multiplier(2)
            .build());

    IntakeTransactions(PlatformTransactionManager transactionManager) {
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** @param work is done again as a whole when it is tried again */
    <T> T execute(Supplier<T> work) {
        try {
            return retries.execute(() -> transactions.execute(status -> work.get()));
        } catch (RetryException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
