package org.accountimport.job;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * One run per wave at a time, on any number of servers: whoever runs a wave holds its lease. While this JVM lives it renews
 * its leases, by the database's clock; one that was not renewed for {@link JobProperties.Lease#validity} belongs to a JVM that
 * is gone or cut off, and may be taken over. Safe for use by several threads.
 */
@Component
class WaveLeases implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WaveLeases.class);
    private static final double MILLISECONDS = 1000;
    /** A recovery takes a few statements: longer than this it is not waited for. */
    private static final Duration RECOVERY_POLL = Duration.ofMillis(50);

    private static final int RECOVERY_POLLS = 60;

    private final JdbcClient jdbc;
    private final JobProperties.Lease times;
    private final double validSeconds;
    private final String holder = UUID.randomUUID().toString();
    private final String host = HostName.ofProcesses();
    private final long processId = ProcessHandle.current().pid();
    /** Waves that this JVM runs. A lease of ours on any other wave is left over from an outage and is not renewed. */
    private final Set<Long> held = ConcurrentHashMap.newKeySet();
    /** Whom to tell that a wave is another's, by wave. */
    private final Map<Long, Runnable> whenLost = new ConcurrentHashMap<>();

    private volatile long renewedAt = System.nanoTime();
    private @Nullable ScheduledExecutorService renewal;

    WaveLeases(JdbcClient jdbc, JobProperties properties) {
        this.jdbc = jdbc;
        this.times = properties.lease();
        this.validSeconds = times.validity().toMillis() / MILLISECONDS;
    }

    /**
     * Whoever runs a wave.
     *
     * @param jobExecutionId null for the moment between taking the lease and launching
     */
    record Lease(
            @Nullable Long jobExecutionId,
            String launchedBy,
            String holder,
            String host,
            long processId,
            boolean expired) {

        /** Whether a server is just setting the wave's dead runs to FAILED, which takes a moment. */
        boolean isRecovery() {
            return jobExecutionId == null && launchedBy.equals(AbandonedRuns.LAUNCHED_BY);
        }
    }

    /**
     * Takes a wave that nobody runs, as soon as a recovery that has it at this moment is through with it; returns whether it
     * is ours now.
     */
    boolean takeAfterRecovery(long waveId, String launchedBy) {
        for (int attempt = 0; !take(waveId, launchedBy); attempt++) {
            if (attempt == RECOVERY_POLLS || !isBeingRecovered(waveId)) {
                return take(waveId, launchedBy);
            }
            LockSupport.parkNanos(RECOVERY_POLL.toNanos());
        }
        return true;
    }

    /** Another thread of this JVM that is taking the wave is one that recovers it, or it says so in a moment. */
    private boolean isBeingRecovered(long waveId) {
        Optional<Lease> lease = find(waveId);
        return lease.filter(Lease::isRecovery).isPresent()
                || (held.contains(waveId)
                        && lease.filter(known -> known.holder().equals(holder)).isEmpty());
    }

    /** Takes a wave that nobody runs; returns whether it is ours now. */
    boolean take(long waveId, String launchedBy) {
        if (!held.add(waveId)) {
            return false;
        }
        boolean taken = false;
        try {
            taken = takeInDatabase(waveId, launchedBy);
            return taken;
        } finally {
            if (!taken) {
                held.remove(waveId);
            }
        }
    }

    private boolean takeInDatabase(long waveId, String launchedBy) {
        find(waveId).filter(this::diedHere).ifPresent(dead -> release(waveId, dead.holder()));
        return jdbc.sql("""
                INSERT INTO wave_lease AS lease (wave_id, launched_by, holder, host, process_id, expires_at)
                VALUES (:wave, :launchedBy, :holder, :host, :processId, now() + make_interval(secs => :valid))
                    ON CONFLICT ON CONSTRAINT wave_lease_pk DO UPDATE
                   SET job_execution_id = NULL,
                       launched_by = excluded.launched_by,
                       holder = excluded.holder,
                       host = excluded.host,
                       process_id = excluded.process_id,
                       expires_at = excluded.expires_at
                 WHERE lease.expires_at <= now()
                    OR lease.holder = excluded.holder
                """)
                        .param("wave", waveId)
                        .param("launchedBy", launchedBy)
                        .param("holder", holder)
                        .param("host", host)
                        .param("processId", processId)
                        .param("valid", validSeconds)
                        .update()
                == 1;
    }

    /** Says which execution runs under a lease that this JVM holds; returns who launched it. */
    String runs(long waveId, long jobExecutionId) {
        return jdbc.sql("""
                UPDATE wave_lease
                   SET job_execution_id = :execution
                 WHERE wave_id = :wave
                   AND holder = :holder
                RETURNING launched_by
                """)
                .param("execution", jobExecutionId)
                .param("wave", waveId)
                .param("holder", holder)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException(
                        "Job execution " + jobExecutionId + " came too late: its wave was taken over before it began"));
    }

    /** Has somebody told, once, when a wave that this JVM runs turns out to be another's; until it is released. */
    void whenLost(long waveId, Runnable told) {
        whenLost.put(waveId, told);
    }

    /** Whether a wave is this JVM's still, asked of the database; it may have expired, but nobody has taken it. */
    boolean isOurs(long waveId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM wave_lease WHERE wave_id = :wave AND holder = :holder)")
                .param("wave", waveId)
                .param("holder", holder)
                .query(Boolean.class)
                .single();
    }

    /** Lets a wave go, if this JVM holds it still. */
    void release(long waveId) {
        whenLost.remove(waveId);
        held.remove(waveId);
        release(waveId, holder);
    }

    private void release(long waveId, String ofHolder) {
        jdbc.sql("DELETE FROM wave_lease WHERE wave_id = :wave AND holder = :holder")
                .param("wave", waveId)
                .param("holder", ofHolder)
                .update();
    }

    Optional<Lease> find(long waveId) {
        return jdbc.sql("""
                SELECT job_execution_id, launched_by, holder, host, process_id, expires_at <= now() AS expired
                  FROM wave_lease
                 WHERE wave_id = :wave
                """).param("wave", waveId).query(Lease.class).optional();
    }

    /** Whether this JVM runs any wave. */
    boolean holdsAny() {
        return !held.isEmpty();
    }

    /** Waves of all servers whose run is silent for too long. */
    long expired() {
        return jdbc.sql("SELECT count(*) FROM wave_lease WHERE expires_at <= now()")
                .query(Long.class)
                .single();
    }

    int heldHere() {
        return held.size();
    }

    /** How long ago this JVM renewed its leases, or had none to renew. */
    Duration sinceRenewal() {
        return held.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - renewedAt);
    }

    /** The job executions that this JVM runs. */
    List<Long> runningHere() {
        return jdbc.sql("""
                SELECT job_execution_id
                  FROM wave_lease
                 WHERE holder = :holder
                   AND wave_id = ANY (:held)
                   AND job_execution_id IS NOT NULL
                """)
                .param("holder", holder)
                .param("held", held.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /** On the holder's own host a dead process is seen at once, long before its lease expires. */
    boolean diedHere(Lease lease) {
        return !lease.holder().equals(holder)
                && lease.host().equals(host)
                && ProcessHandle.of(lease.processId())
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private void renew() {
        Set<Long> watched = new HashSet<>(whenLost.keySet());
        try {
            List<Long> renewed = jdbc.sql("""
                    UPDATE wave_lease
                       SET expires_at = now() + make_interval(secs => :valid)
                     WHERE holder = :holder
                       AND wave_id = ANY (:held)
                    RETURNING wave_id
                    """)
                    .param("valid", validSeconds)
                    .param("holder", holder)
                    .param("held", held.toArray(Long[]::new))
                    .query(Long.class)
                    .list();
            renewedAt = System.nanoTime();
            watched.removeAll(renewed);
            watched.forEach(this::tellLoss);
        } catch (DataAccessException e) {
            LOG.warn(
                    "Leases could not be renewed ({}); trying again in {} ms",
                    e.getClass().getSimpleName(),
                    times.renewal().toMillis());
        }
    }

    private void tellLoss(long waveId) {
        Runnable told = whenLost.remove(waveId);
        if (told != null) {
            told.run();
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("wave-leases-"));
        long delay = times.renewal().toMillis();
        var unused = executor.scheduleWithFixedDelay(this::renew, delay, delay, TimeUnit.MILLISECONDS);
        renewal = executor;
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = renewal;
        if (executor != null) {
            executor.shutdownNow();
            renewal = null;
        }
    }

    @Override
    public boolean isRunning() {
        return renewal != null;
    }

    /** Renewed until the last run of this JVM has ended. */
    @Override
    public int getPhase() {
        return 0;
    }
}
