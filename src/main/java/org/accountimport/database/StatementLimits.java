package org.accountimport.database;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How long the statements of a thread may run and wait for locks. A statement over its time is cancelled by PostgreSQL: SQLSTATE
 * 57014, or 55P03 where it waited for a lock. Threads that have no limits, as those of runs, wait for as long as it takes.
 */
public final class StatementLimits {

    static final StatementLimits NONE = new StatementLimits(Duration.ZERO, Duration.ZERO);

    private static final ThreadLocal<@Nullable StatementLimits> OF_THREAD = new ThreadLocal<>();

    private final Duration statement;
    private final Duration lock;

    private StatementLimits(Duration statement, Duration lock) {
        this.statement = statement;
        this.lock = lock;
    }

    /** Gives this thread limits, for connections that it takes from now on; until {@link #end}. */
    public static void begin(Duration statement, Duration lock) {
        OF_THREAD.set(new StatementLimits(statement, lock));
    }

    public static void end() {
        OF_THREAD.remove();
    }

    /** Work of this thread that another thread does, under the same limits. */
    public static <T> Callable<T> carriedOver(Callable<T> work) {
        StatementLimits limits = OF_THREAD.get();
        return limits == null ? work : () -> limits.hold(work);
    }

    private <T> T hold(Callable<T> work) throws Exception {
        OF_THREAD.set(this);
        try {
            return work.call();
        } finally {
            OF_THREAD.remove();
        }
    }

    static StatementLimits ofThread() {
        StatementLimits limits = OF_THREAD.get();
        return limits == null ? NONE : limits;
    }

    boolean isSameAs(StatementLimits other) {
        return statement.equals(other.statement) && lock.equals(other.lock);
    }

    /** Statements that bring these limits into force in a session; 0 means none to PostgreSQL. */
    String asSql() {
        return "SET statement_timeout = %d; SET lock_timeout = %d".formatted(statement.toMillis(), lock.toMillis());
    }
}
