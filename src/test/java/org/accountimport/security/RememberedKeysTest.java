package org.accountimport.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

/** For whom a key that was looked up before the database went away is taken still, and for how long. */
class RememberedKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Map<String, ApiKey> stored = new HashMap<>();
    private final Secret secret = Secret.random();
    private @Nullable DataAccessException failure;
    private long nanoTime;
    private int looks;

    private final RememberedKeys keys =
            new RememberedKeys(this::lookUp, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanoTime);

    private Optional<ApiKey> lookUp(Secret shown) {
        looks++;
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(stored.get(shown.text()));
    }

    private void store(Secret key, @Nullable OffsetDateTime expiresAt) {
        stored.put(
                key.text(),
                new ApiKey(
                        1,
                        "night-shift",
                        key.prefix(),
                        Role.IMPORTER,
                        Set.of("NORLYS"),
                        OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC),
                        expiresAt,
                        null,
                        null));
    }

    private Optional<Caller> whoShows(Secret key) {
        return keys.holderOf(key.text(), true);
    }

    private void pass(Duration time) {
        nanoTime += time.toNanos();
    }

    private void loseTheDatabase() {
        failure = new DataAccessResourceFailureException("no connection");
    }

    private void isNotTold(Secret key) {
        assertThatThrownBy(() -> whoShows(key)).isSameAs(failure);
    }

    @BeforeEach
    void useTheKey() {
        store(secret, null);
        assertThat(whoShows(secret)).isPresent();
    }

    @Test
    void whoeverUsedItBeforeTheOutageIsKnownWithAllThatHeMay() {
        loseTheDatabase();
        assertThat(whoShows(secret)).contains(new Caller(1, "night-shift", Role.IMPORTER, Set.of("NORLYS")));
    }

    @Test
    void whatIsStoredIsForNobodyMeanwhile() {
        loseTheDatabase();
        assertThatThrownBy(() -> keys.holderOf(secret.text(), false)).isSameAs(failure);
    }

    @Test
    void onlyTheWholeKeyIsKnown() {
        loseTheDatabase();
        isNotTold(Secret.random());
        isNotTold(Secret.shown("ai_" + secret.prefix() + "_" + "x".repeat(43)));
    }

    @Test
    void anErrorOfADatabaseThatIsThereIsNoOutage() {
        failure = new InvalidDataAccessResourceUsageException("no such table");
        isNotTold(secret);
    }

    @Test
    void isForgottenAfterTenMinutesHoweverOftenItIsShown() {
        loseTheDatabase();
        pass(RememberedKeys.LONGEST);
        assertThat(whoShows(secret)).isPresent();
        pass(Duration.ofNanos(1));
        isNotTold(secret);
    }

    @Test
    void isTakenNoLongerThanItHolds() {
        Secret expiring = Secret.random();
        store(expiring, OffsetDateTime.ofInstant(NOW.plusSeconds(1), ZoneOffset.UTC));
        Secret expired = Secret.random();
        store(expired, OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC));
        whoShows(expiring);
        whoShows(expired);
        loseTheDatabase();
        assertThat(whoShows(expiring)).isPresent();
        isNotTold(expired);
    }

    @Test
    void aRevokedKeyIsForgottenByTheFirstAnswerOfTheDatabase() {
        stored.clear();
        assertThat(whoShows(secret)).isEmpty();
        loseTheDatabase();
        isNotTold(secret);
    }

    @Test
    void whoeverShowsItsPrefixAloneDoesNotMakeItForgotten() {
        assertThat(whoShows(Secret.shown("ai_" + secret.prefix() + "_" + "x".repeat(43))))
                .isEmpty();
        loseTheDatabase();
        assertThat(whoShows(secret)).isPresent();
    }

    @Test
    void theLeastRecentlyUsedOfAThousandMakesRoom() {
        for (int i = 0; i < RememberedKeys.MOST; i++) {
            Secret other = Secret.random();
            store(other, null);
            whoShows(other);
        }
        loseTheDatabase();
        isNotTold(secret);
    }

    /** Asking takes as long as waiting for a connection does. */
    @Test
    void aDatabaseThatIsAwayIsNotAskedByEveryRequest() {
        loseTheDatabase();
        whoShows(secret);
        int asked = looks;
        whoShows(secret);
        assertThat(looks).isEqualTo(asked);

        pass(RememberedKeys.BETWEEN_LOOKS.plusNanos(1));
        stored.clear();
        failure = null;
        assertThat(whoShows(secret)).as("it is back").isEmpty();
    }
}
