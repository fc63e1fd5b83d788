package org.accountimport.job;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Reads what comes next while its reader is busy, on a thread and a connection of its own, so that PostgreSQL has something to
 * do while a chunk is judged. Safe for use by several threads.
 */
@Component
final class ReadAhead implements DisposableBean {

    private static final int IDLE_SECONDS = 10;

    /**
     * One a processor at most, and no queue: a reader waits within its chunk's transaction, so those who wait for a second
     * connection must never be as many as the pool has.
     */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Runtime.getRuntime().availableProcessors(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new CustomizableThreadFactory("read-ahead-"));

    /**
     * Begins to read, and returns at once.
     *
     * @return waits for what was read and returns it, or throws what reading threw; when all threads were busy, reads only then
     */
    <T> Supplier<T> begin(Supplier<T> read) {
        FutureTask<T> reading = new FutureTask<>(read::get);
        try {
            threads.execute(reading);
            return () -> result(reading);
        } catch (RejectedExecutionException e) {
            return read;
        }
    }

    private static <T> T result(FutureTask<T> reading) {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException("Reading ahead failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the next page was read", e);
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
