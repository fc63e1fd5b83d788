package org.accountimport.security;

import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key. The key itself is not.
 *
 * @param prefix     its part that is no secret
 * @param suppliers  codes of the import suppliers it is for; empty for all
 * @param expiresAt  from when on it does not hold; null when it does not expire
 * @param revokedAt  null unless it was revoked
 * @param lastUsedAt to the minute; null when it never was used
 */
public record ApiKey(
        long id,
        String name,
        String prefix,
        Role role,
        Set<String> suppliers,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime revokedAt,
        @Nullable OffsetDateTime lastUsedAt) {

    /** Whether it opens anything at this time. */
    public boolean holdsAt(OffsetDateTime time) {
        return revokedAt == null && (expiresAt == null || time.isBefore(expiresAt));
    }

    Caller holder() {
        return new Caller(id, name, role, suppliers);
    }
}
