package org.accountimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded server again when it has ended although this process uses it: because it was killed, or could not write its
 * log. Looks once a second, on a daemon thread of its own. A start that fails is tried again as long as the process lives, for
 * whoever makes room on a disk must not have to know that this process waits for it; a server that cannot live costs no more than
 * one start a minute.
 */
final class ServerWatch implements AutoCloseable {

    /** Starts the server and returns when it takes connections. */
    interface Start {

        void start() throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);

    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final BooleanSupplier runs;
    private final Start start;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> looks;

    private Duration pause = LOOKS_EVERY;
    private long lastTried = System.nanoTime() - LONGEST_PAUSE.toNanos();
    private boolean missed;
    private boolean closed;

    /** @param runs whether the server's process is there */
    ServerWatch(BooleanSupplier runs, Start start) {
        this.runs = runs;
        this.start = start;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watch = new Thread(task, "embedded-postgresql");
            watch.setDaemon(true);
            return watch;
        });
        this.looks = thread.scheduleWithFixedDelay(
                this::look, LOOKS_EVERY.toMillis(), LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastTried);
        if (!isMissing()) {
            if (quiet.compareTo(LONGEST_PAUSE) > 0) {
                pause = LOOKS_EVERY;
            }
            return;
        }
        if (!missed) {
            log.warn("The embedded PostgreSQL has ended, though it is in use; it will be started again");
            missed = true;
        }
        if (quiet.compareTo(pause) >= 0) {
            tryToStart();
        }
    }

    private boolean isMissing() {
        try {
            return !runs.getAsBoolean();
        } catch (UncheckedIOException unknown) {
            return false;
        }
    }

    private void tryToStart() {
        try {
            start.start();
            log.info("The embedded PostgreSQL runs again");
            missed = false;
        } catch (IOException | RuntimeException e) {
            log.warn(
                    "The embedded PostgreSQL does not start: {}; it is tried again in {} s",
                    e.getMessage(),
                    pause.toSeconds());
        }
        lastTried = System.nanoTime();
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** From its return on the server is left alone; waits for a start that is under way. */
    @Override
    public synchronized void close() {
        closed = true;
        looks.cancel(false);
        thread.shutdown();
    }
}
