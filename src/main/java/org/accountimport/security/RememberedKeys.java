package org.accountimport.security;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.accountimport.database.DatabaseTrouble;
import org.springframework.dao.DataAccessException;

/**
 * Looks keys up, and remembers for a while those that hold: while no connection to the database can be had, what needs nothing
 * that is stored goes on for them. Where the database answers, its answer alone counts. Of a key only its hash is remembered.
 * Safe for use by several threads.
 */
final class RememberedKeys {

    /** Since the last look-up in the database. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** The least recently used goes first. */
    static final int MOST = 1_000;

    /** Whether the database is back is asked by one request at a time, and not by the next one at once: asking takes seconds. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Function<Secret, Optional<ApiKey>> database;
    private final Clock clock;
    private final LongSupplier nanoTime;
    /** By prefix. Guarded by itself. */
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST;
        }
    };

    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean away;
    private volatile long lookedAt;

    /**
     * A memory with nothing in it.
     *
     * @param database looks a key up; empty when it does not hold
     * @param nanoTime moves forward only, whatever the clock does
     */
    RememberedKeys(Function<Secret, Optional<ApiKey>> database, Clock clock, LongSupplier nanoTime) {
        this.database = database;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    private record Remembered(byte[] hash, ApiKey key, long at) {}

    /**
     * Who shows this key.
     *
     * @param rememberedToo whether somebody whose key held shortly before the database went away is to be told too
     * @throws DataAccessException when the database does not say, and the key is not remembered
     */
    Optional<Caller> holderOf(String shown, boolean rememberedToo) {
        Secret secret = Secret.shown(shown);
        if (!rememberedToo) {
            return lookUp(secret);
        }
        boolean looks = away && isTimeToLook() && looking.compareAndSet(false, true);
        if (away && !looks) {
            Optional<Caller> known = recall(secret);
            return known.isPresent() ? known : lookUp(secret);
        }
        try {
            return lookUp(secret);
        } catch (DataAccessException e) {
            if (!isAway(e)) {
                throw e;
            }
            return Optional.of(recall(secret).orElseThrow(() -> e));
        } finally {
            if (looks) {
                looking.set(false);
            }
        }
    }

    private static boolean isAway(DataAccessException failure) {
        return DatabaseTrouble.behind(failure).equals(Optional.of(DatabaseTrouble.AWAY));
    }

    private boolean isTimeToLook() {
        return nanoTime.getAsLong() - lookedAt > BETWEEN_LOOKS.toNanos();
    }

    private Optional<Caller> lookUp(Secret secret) {
        Optional<ApiKey> key;
        try {
            key = database.apply(secret);
        } catch (DataAccessException e) {
            lookedAt = nanoTime.getAsLong();
            away = isAway(e);
            throw e;
        }
        away = false;
        synchronized (remembered) {
            if (key.isPresent()) {
                remembered.put(secret.prefix(), new Remembered(secret.hash(), key.get(), nanoTime.getAsLong()));
            } else {
                forget(secret);
            }
        }
        return key.map(ApiKey::holder);
    }

    private Optional<Caller> recall(Secret secret) {
        Remembered known;
        synchronized (remembered) {
            known = remembered.get(secret.prefix());
        }
        return known != null
                        && MessageDigest.isEqual(known.hash(), secret.hash())
                        && nanoTime.getAsLong() - known.at() <= LONGEST.toNanos()
                        && known.key().holdsAt(OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                ? Optional.of(known.key().holder())
                : Optional.empty();
    }

    /** What somebody else shows with a prefix that he has seen makes nobody forgotten. */
    private void forget(Secret secret) {
        Remembered known = remembered.get(secret.prefix());
        if (known != null && MessageDigest.isEqual(known.hash(), secret.hash())) {
            remembered.remove(secret.prefix());
        }
    }
}
