package org.accountimport.security;

/** What a key may do. Each role may do what those before it may. */
public enum Role {
    /** Reads; personal data is masked. */
    VIEWER,
    /** Validates, schedules and loads payloads. */
    IMPORTER,
    /** Launches, stops, restarts, withdraws, rolls back, signs off, and sees personal data. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** Whether this role may do what {@code least} may. */
    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }
}
