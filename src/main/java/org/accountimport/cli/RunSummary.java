package org.accountimport.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.RunKind;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveReports;

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

    /** The run, the wave's accounts by status, and what is wrong with them by code. */
    void print(RunReport run) {
        printRun(run);
        printStatuses(reports.countsByStatus(run.wave()));
        printErrors(reports.violationsByCode(run.wave()));
        printNextStep(run);
        out.flush();
    }

    void printRun(RunReport run) {
        long nanoseconds = run.startedAt() == null || run.endedAt() == null
                ? 0
                : Duration.between(run.startedAt(), run.endedAt()).toNanos();
        out.printf(
                "%s (job execution %d): %s%s in %s, %s%n",
                title(run),
                run.jobExecutionId(),
                run.status(),
                run.stopReason() == null ? "" : " (" + run.stopReason() + ")",
                Text.seconds(nanoseconds),
                Text.rate(run.done(), nanoseconds, "accounts"));
        out.printf(
                "  %s of %s accounts decided: %s succeeded, %s errored, %s left alone%n",
                Text.number(run.done()),
                Text.number(run.total()),
                Text.number(run.succeeded()),
                Text.number(run.errored()),
                Text.number(run.leftAlone()));
        out.flush();
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

    private void printNextStep(RunReport run) {
        String next = switch (run.status()) {
            case "COMPLETED" ->
                run.kind() == RunKind.DRY_RUN
                        ? "Next: import " + run.wave()
                                + (run.errored() > 0 ? ", or mend the wrong payloads and load them again first" : "")
                        : run.errored() > 0
                                ? "Next: mend the wrong payloads, load them again, and import " + run.wave()
                                : null;
            default -> "Next: restart " + run.jobExecutionId();
        };
        if (next != null) {
            out.printf("%n  %s%n", next);
        }
    }
}
