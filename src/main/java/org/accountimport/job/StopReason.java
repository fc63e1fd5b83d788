package org.accountimport.job;

import java.util.Locale;

/** Why a run ended before everything was decided. Source: HTTP contract, {@code stop_reason}. */
public enum StopReason {
    OPERATOR,
    WINDOW_CLOSED,
    ERROR_BUDGET,
    LIMIT,
    SHUTDOWN,
    CRASHED;

    /** As the API and the database write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
