package org.accountimport.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveReports;
import org.jspecify.annotations.Nullable;

/** What a person reads when a run has ended. */
final class RunSummary {

    private static final int LISTED_CODES = 40;

    private final WaveReports reports;
    private final PrintWriter out;

    RunSummary(WaveReports reports, PrintWriter out) {
        this.reports = reports;
        this.out = out;
    }

    static String title(RunReport run) {
        String what = switch (run.kind()) {
            case DRY_RUN -> "Dry run";
            case IMPORT -> "Import";
            case ROLLBACK -> "Rollback";
            case RETENTION -> "Retention";
        };
        return what + " of " + run.wave();
    }

    /** How far a run is, how fast, and how long it will take. */
    static String progress(RunReport run) {
        Long eta = run.etaSeconds();
        return Text.number(run.done()) + " of " + Text.number(run.total()) + " accounts"
                + (eta == null
                        ? ""
                        : ", " + Text.number(Math.round(run.accountsPerSecond())) + "/s, " + Text.duration(eta)
                                + " left");
    }

    /** The run, the wave's accounts by status, and what is wrong with them by code. */
    void print(RunReport run) {
        printRun(run);
        printStatuses(reports.countsByStatus(run.wave()));
        printErrors(reports.violationsByCode(run.wave()));
        out.flush();
    }

    void printRun(RunReport run) {
        out.printf(
                "%s (job execution %d): %s%s in %s, %s accounts/s%n",
                title(run),
                run.jobExecutionId(),
                run.status(),
                run.stopReason() == null ? "" : " (" + run.stopReason() + ")",
                Text.duration(run.seconds()),
                Text.number(Math.round(run.accountsPerSecond())));
        out.printf(
                outcomes(run),
                Text.number(run.done()),
                Text.number(run.total()),
                Text.number(run.succeeded()),
                Text.number(run.errored()),
                Text.number(run.leftAlone()));
        out.flush();
    }

    private static String outcomes(RunReport run) {
        return switch (run.kind()) {
            case DRY_RUN, IMPORT -> "  %s of %s accounts decided: %s succeeded, %s errored, %s left alone%n";
            case ROLLBACK -> "  %s of %s accounts decided: %s removed, %s kept, %s left alone%n";
            case RETENTION -> "  %s of %s accounts decided: %s purged, %s kept, %s left alone%n";
        };
    }

    void printStatuses(Map<DecidedStatus, Long> counts) {
        out.printf("%n  Accounts of the wave by status%n");
        counts.forEach((status, accounts) -> {
            if (accounts > 0) {
                out.printf("  %,10d  %s%n", accounts, status);
            }
        });
    }

    void printErrors(List<WaveReports.CodeCount> codes) {
        if (codes.isEmpty()) {
            return;
        }
        out.printf("%n  Errors by code (accounts with it)%n");
        codes.stream()
                .limit(LISTED_CODES)
                .forEach(code -> out.printf("  %,10d  %s (%,d)%n", code.violations(), code.code(), code.accounts()));
        if (codes.size() > LISTED_CODES) {
            out.printf(
                    "  %,10d  of %d more codes%n",
                    codes.stream()
                            .skip(LISTED_CODES)
                            .mapToLong(WaveReports.CodeCount::violations)
                            .sum(),
                    codes.size() - LISTED_CODES);
        }
    }

    /** What to do now, where there is something. */
    void printNextStep(RunReport run) {
        String next = next(run);
        if (next != null) {
            out.printf("%n  %s%n", next);
        }
    }

    private @Nullable String next(RunReport run) {
        if (!run.status().equals("COMPLETED")) {
            return "Next: restart " + run.jobExecutionId();
        }
        return switch (run.kind()) {
            case DRY_RUN ->
                "Next: import " + Text.argument(run.wave().toString())
                        + (run.errored() > 0 ? ", or mend what 'failed-payloads' writes and load it again first" : "");
            case IMPORT ->
                isWrongSomewhere(run)
                        ? "Next: mend what 'failed-payloads' writes, load it again, and import "
                                + Text.argument(run.wave().toString())
                        : null;
            case ROLLBACK, RETENTION -> null;
        };
    }

    /** An import passes over what a dry run found wrong; that waits to be mended all the same. */
    private boolean isWrongSomewhere(RunReport run) {
        Map<DecidedStatus, Long> counts = reports.countsByStatus(run.wave());
        return counts.getOrDefault(DecidedStatus.ERRORED, 0L) + counts.getOrDefault(DecidedStatus.DRY_RUN_ERRORED, 0L)
                > 0;
    }
}
