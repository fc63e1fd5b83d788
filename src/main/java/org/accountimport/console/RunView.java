package org.accountimport.console;

import java.util.Set;
import org.accountimport.wave.RunReport;

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

    /** What a person calls a job. */
    static String jobLabel(String jobName) {
        return Character.toUpperCase(jobName.charAt(0)) + jobName.substring(1).replace('-', ' ');
    }
}
