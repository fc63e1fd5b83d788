package org.accountimport.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Sees to every enabled job definition when it is due, in one server of a cluster: a lock by the database's clock keeps two
 * servers from being at it together, the key of its tick from doing it one after the other. Times that passed while no server
 * was there are noticed at the next start. Only servers do this.
 */
@Component
@Profile("serve")
class Schedules implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    private static final String LOCK_TABLE = "schedule_lock";
    /** Renewed while the tick goes on; so long a tick of a server that died is waited for. */
    private static final Duration LOCK_VALIDITY = Duration.ofMinutes(1);
    /** What is due so often is not worth a word when it was missed. */
    private static final Duration SOON = Duration.ofMinutes(10);

    /** How often a server looks for ticks whose servers died. */
    private static final Duration LOOK_FOR_ABANDONED = Duration.ofSeconds(20);

    private static final int SECONDS_TO_FINISH = 5;

    private final JobDefinitions definitions;
    private final Ticks ticks;
    private final TickLaunch launch;
    private final Clock clock;
    private final LockingTaskExecutor locks;
    private final ScheduledExecutorService lockRenewal =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("schedule-lock-"));

    private volatile boolean stopping;
    private @Nullable ThreadPoolTaskScheduler scheduler;

    Schedules(JobDefinitions definitions, Ticks ticks, TickLaunch launch, Clock clock, JdbcTemplate jdbc) {
        this.definitions = definitions;
        this.ticks = ticks;
        this.launch = launch;
        this.clock = clock;
        JdbcTemplateLockProvider provider =
                new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                        .withJdbcTemplate(jdbc)
                        .withTableName(LOCK_TABLE)
                        .usingDbTime()
                        .build());
        this.locks = new DefaultLockingTaskExecutor(new KeepAliveLockProvider(provider, lockRenewal));
    }

    @Override
    public void start() {
        List<JobDefinition> enabled =
                definitions.all().stream().filter(JobDefinition::enabled).toList();
        ticks.forgetAllBut(enabled.stream().map(JobDefinition::name).toList());
        ThreadPoolTaskScheduler threads = new ThreadPoolTaskScheduler();
        threads.setThreadNamePrefix("schedule-");
        threads.setPoolSize(enabled.size() + 1);
        threads.setWaitForTasksToCompleteOnShutdown(true);
        threads.setAwaitTerminationSeconds(SECONDS_TO_FINISH);
        // What is due later is not waited for.
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.initialize();
        scheduler = threads;
        for (JobDefinition definition : enabled) {
            lookForMissed(definition, threads);
            RememberingTrigger trigger = new RememberingTrigger(definition);
            var unused = threads.schedule(() -> fire(definition, trigger.due(), false), trigger);
        }
        var unused = threads.scheduleWithFixedDelay(() -> enabled.forEach(this::goOn), LOOK_FOR_ABANDONED);
        LOG.info(
                "{} of {} job definitions are enabled{}",
                enabled.size(),
                definitions.all().size(),
                enabled.isEmpty()
                        ? ""
                        : ": "
                                + String.join(
                                        ", ",
                                        enabled.stream()
                                                .map(JobDefinition::name)
                                                .toList()));
    }

    private void lookForMissed(JobDefinition definition, ThreadPoolTaskScheduler threads) {
        Instant now = clock.instant();
        List<Instant> missed = missed(definition, ticks.countsSince(definition, now), now);
        if (missed.isEmpty()) {
            return;
        }
        Instant last = missed.get(missed.size() - 1);
        LOG.warn(
                "Schedule {} was due at {} while no server was there{}; {}",
                definition.name(),
                last.atZone(definition.zone()).toOffsetDateTime(),
                missed.size() == 1 ? "" : " (" + missed.size() + " times in all)",
                definition.catchUp() ? "catching up" : "its definition does not ask to catch up");
        threads.execute(() -> fire(definition, last, true));
    }

    /** The times at which a definition was due in between; none when it is due every few minutes, and soon again. */
    static List<Instant> missed(JobDefinition definition, Instant since, Instant now) {
        List<Instant> missed = new ArrayList<>();
        ZonedDateTime due = definition.nextAfter(since).orElse(null);
        if (due == null || (isFollowedSoon(definition, due.toInstant()) && isFollowedSoon(definition, now))) {
            return missed;
        }
        while (due != null && !due.toInstant().isAfter(now)) {
            missed.add(due.toInstant());
            due = definition.nextAfter(due.toInstant()).orElse(null);
        }
        return missed;
    }

    private static boolean isFollowedSoon(JobDefinition definition, Instant moment) {
        return definition
                .nextAfter(moment)
                .filter(next -> next.toInstant().isBefore(moment.plus(SOON)))
                .isPresent();
    }

    /**
     * Goes on with what a server was launching when it died. One that lives holds the definition's lock, and nothing happens.
     * What was due long ago counts as missed.
     */
    void goOn(JobDefinition definition) {
        try {
            ticks.underWay(definition).ifPresent(tick -> {
                Instant due = tick.scheduledAt().toInstant();
                boolean longAgo = due.plus(SOON).isBefore(clock.instant());
                fire(definition, due, tick.missed() || longAgo);
            });
        } catch (RuntimeException e) {
            LOG.warn("Schedule {} could not be looked at: {}", definition.name(), e.toString());
        }
    }

    private void fire(JobDefinition definition, Instant due, boolean missed) {
        try {
            Instant now = clock.instant();
            locks.executeWithLock(
                    (Runnable) () -> fireLocked(definition, due, missed),
                    new LockConfiguration(now, definition.name(), LOCK_VALIDITY, Duration.ZERO));
        } catch (RuntimeException e) {
            LOG.warn("Schedule {} could not be seen to: {}", definition.name(), e.toString());
        }
    }

    private void fireLocked(JobDefinition definition, Instant due, boolean missed) {
        if (stopping || !ticks.begin(definition, due, missed)) {
            return;
        }
        if (missed && !definition.catchUp()) {
            ticks.end(definition, due, List.of(), "no server was there when it was due, or saw it through");
            return;
        }
        TickLaunch.Outcome outcome = launch.launch(
                definition,
                due.atZone(definition.zone()).toLocalDate(),
                () -> stopping,
                soFar -> ticks.launched(definition, due, soFar.launched()));
        ticks.end(definition, due, outcome.launched(), outcome.note());
        ticks.removeOld(definition);
        if (!outcome.launched().isEmpty()) {
            LOG.info(
                    "Schedule {} launched {}{}",
                    definition.name(),
                    outcome.launched(),
                    outcome.note() == null ? "" : "; " + outcome.note());
        }
    }

    /** Before the runs of this server are stopped: nothing may be launched after that. */
    @Override
    public void stop() {
        stopping = true;
        ThreadPoolTaskScheduler threads = scheduler;
        scheduler = null;
        if (threads != null) {
            threads.shutdown();
        }
        lockRenewal.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Knows for which of its times it fires: two servers must mean the same tick, however late either of them is. */
    private static final class RememberingTrigger implements Trigger {

        private final JobDefinition definition;
        private volatile Instant due = Instant.EPOCH;

        RememberingTrigger(JobDefinition definition) {
            this.definition = definition;
        }

        @Override
        public @Nullable Instant nextExecution(TriggerContext context) {
            Instant next = definition
                    .nextAfter(lastSeenTo(context))
                    .map(ZonedDateTime::toInstant)
                    .orElse(null);
            if (next != null) {
                due = next;
            }
            return next;
        }

        /** A clock that was put back a little must not make the same time due again. */
        private static Instant lastSeenTo(TriggerContext context) {
            Instant ended = context.lastCompletion();
            Instant scheduled = context.lastScheduledExecution();
            if (ended == null) {
                return context.getClock().instant();
            }
            return scheduled != null && scheduled.isAfter(ended) ? scheduled : ended;
        }

        Instant due() {
            return due;
        }
    }
}
