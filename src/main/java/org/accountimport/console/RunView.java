package org.accountimport.console;

import java.util.Set;
import org.accountimport.importprocess.RunKind;
import org.accountimport.wave.RunReport;
import org.jspecify.annotations.Nullable;

/** A run in the words of the console. */
record RunView(RunReport run) {

    private static final Set<String> RESTARTABLE = Set.of("FAILED", "STOPPED", "UNKNOWN");

    public long id() {
        return run.jobExecutionId();
    }

    public String job() {
        return jobLabel(run.kind().jobName());
    }

    public String state() {
        return switch (run.status()) {
            case "STARTING" -> "Starting";
            case "STARTED" -> "Running";
            case "STOPPING" -> "Stopping";
            case "STOPPED" -> "Stopped";
            case "COMPLETED" -> "Completed";
            case "FAILED" -> "Failed";
            case "ABANDONED" -> "Abandoned";
            default -> "Unknown";
        };
    }

    /** The name of its colour in the style sheet. */
    public String look() {
        return switch (run.status()) {
            case "STARTING", "STARTED", "STOPPING" -> "state-live";
            case "COMPLETED" -> run.errored() > 0 ? "state-attention" : "state-good";
            case "STOPPED" -> "state-attention";
            case "ABANDONED" -> "state-quiet";
            default -> "state-bad";
        };
    }

    /** Why it ended as it did, and what continues it; null when it came to its end, or has not yet. */
    public @Nullable String reason() {
        boolean cameToItsEnd = run.status().equals("COMPLETED") && run.stopReason() == null;
        return cameToItsEnd || run.isRunning() ? null : run.outcome();
    }

    /** What came of it, in numbers. */
    public String result(Forms show) {
        String succeeded = show.number(run.succeeded());
        String errored = show.number(run.errored());
        return switch (run.kind()) {
            case DRY_RUN, IMPORT -> succeeded + " succeeded, " + errored + " errored";
            case ROLLBACK -> succeeded + " removed, " + errored + " kept";
            case RETENTION -> show.accounts(run.succeeded()) + " purged";
        };
    }

    /** What it is called when an account went as the run wanted. */
    public String succeededLabel() {
        return switch (run.kind()) {
            case DRY_RUN, IMPORT -> "Succeeded";
            case ROLLBACK -> "Removed";
            case RETENTION -> "Purged";
        };
    }

    /** What it is called when it did not. */
    public String erroredLabel() {
        return run.kind() == RunKind.ROLLBACK ? "Kept" : "Errored";
    }

    public boolean isLive() {
        return run.isRunning();
    }

    public boolean isStoppable() {
        return run.isRunning() && !run.status().equals("STOPPING");
    }

    public boolean isRestartable() {
        return RESTARTABLE.contains(run.status());
    }

    /** Accounts that it was to decide and has not. */
    public long left() {
        return Math.max(0, run.total() - run.done());
    }

    /** What a person calls a job, or a parameter of one. */
    static String jobLabel(String jobName) {
        return Character.toUpperCase(jobName.charAt(0)) + jobName.substring(1).replace('-', ' ');
    }
}
