package org.accountimport.cli;

/** A command cannot do what was asked. The message is the one line that the person reads. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandFailedException badUsage(String message) {
        return new CommandFailedException(ExitCode.BAD_USAGE, message);
    }

    static CommandFailedException failed(String message) {
        return new CommandFailedException(ExitCode.FAILED, message);
    }

    static CommandFailedException alreadyRunning(String message) {
        return new CommandFailedException(ExitCode.ALREADY_RUNNING, message);
    }

    int exitCode() {
        return exitCode;
    }
}
