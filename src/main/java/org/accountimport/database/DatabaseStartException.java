package org.accountimport.database;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used. The message is the one line a user should see: what is wrong and what to do about it. It
 * holds paths, ports and names of settings, never a password.
 */
public final class DatabaseStartException extends RuntimeException {

    private final String problem;
    private final String remedy;

    DatabaseStartException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    DatabaseStartException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + "; " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong, without the full stop. */
    public String problem() {
        return problem;
    }

    /** What to do about it, without the full stop. */
    public String remedy() {
        return remedy;
    }
}
