package org.accountimport.wave;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is committed at one moment, read over several connections at a time. Made, waited for and closed by one thread in one
 * transaction, which holds the moment and whose own changes are not seen.
 */
final class SharedSnapshot implements AutoCloseable {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration longestSilence;
    private final String name;
    private final ExecutorService threads;

    /** @param longestSilence the database ends a transaction that says nothing for a minute; see {@code DataSourceDefaults} */
    SharedSnapshot(
            JdbcClient jdbc, PlatformTransactionManager transactionManager, int connections, Duration longestSilence) {
        this.jdbc = jdbc;
        this.longestSilence = longestSilence;
        this.transactions = new TransactionTemplate(transactionManager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transactions.setReadOnly(true);
        this.name = jdbc.sql("SELECT pg_export_snapshot()").query(String.class).single();
        this.threads = Executors.newFixedThreadPool(connections, new CustomizableThreadFactory("reconcile-"));
    }

    /** Reads over a connection of its own, in the calling thread. */
    <T> T read(Supplier<T> query) {
        T result = transactions.execute(status -> {
            // The name comes from the database and no parameter may stand here.
            jdbc.sql("SET TRANSACTION SNAPSHOT '" + name.replace("'", "''") + "'")
                    .update();
            jdbc.sql("SET LOCAL jit = off").update();
            return query.get();
        });
        if (result == null) {
            throw new IllegalStateException("A query gives a result");
        }
        return result;
    }

    /** Has something read by another thread, as soon as one is free. */
    <T> Future<T> submit(Supplier<T> reading) {
        return threads.submit(reading::get);
    }

    /** Waits for what another thread reads, and keeps the transaction that holds the moment from being ended as abandoned. */
    <T> T await(Future<T> reading) {
        while (true) {
            jdbc.sql("SELECT 1").query(Integer.class).single();
            try {
                return get(reading);
            } catch (TimeoutException e) {
                // What takes long, by whoever else keeps the database busy, is waited for.
            }
        }
    }

    private <T> T get(Future<T> reading) throws TimeoutException {
        try {
            return reading.get(longestSilence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reconciling", e);
        }
    }

    /** What is still being read is broken off. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
