package org.accountimport.cli;

/** Exit codes that a scheduler can act on. */
final class ExitCode {

    /** Everything was done. */
    static final int DONE = 0;
    /** Done, but some accounts or lines are wrong. */
    static final int WITH_ERRORS = 1;
    /** The command was not understood, or its input cannot be used. */
    static final int BAD_USAGE = 2;
    /** A job, or what it needs, failed. */
    static final int FAILED = 3;
    /** A run was stopped before everything was decided. */
    static final int STOPPED = 4;
    /** A run over the wave is under way. */
    static final int ALREADY_RUNNING = 5;

    private ExitCode() {}
}
