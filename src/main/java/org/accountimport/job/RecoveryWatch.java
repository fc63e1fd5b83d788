package org.accountimport.job;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** A server looks for {@link AbandonedRuns} when it starts and all the time it lives. */
@Component
@Profile("serve")
class RecoveryWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryWatch.class);
    private static final int SECONDS_TO_FINISH = 5;

    private final AbandonedRuns abandoned;
    private final long interval;
    private @Nullable ScheduledExecutorService watch;

    RecoveryWatch(AbandonedRuns abandoned, JobProperties properties) {
        this.abandoned = abandoned;
        this.interval = properties.lease().recovery().toMillis();
    }

    private void look() {
        try {
            abandoned.recover();
        } catch (RuntimeException e) {
            LOG.warn("Runs whose process is gone could not be looked for; trying again in {} ms", interval, e);
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("recovery-"));
        var unused = executor.scheduleWithFixedDelay(this::look, 0, interval, TimeUnit.MILLISECONDS);
        watch = executor;
    }

    /** Ends before the runs of this JVM are stopped: nothing may be launched after that. */
    @Override
    public void stop() {
        ScheduledExecutorService executor = watch;
        watch = null;
        if (executor == null) {
            return;
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
