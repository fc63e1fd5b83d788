package org.accountimport.cli;

import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import picocli.CommandLine.Help.Ansi;

/**
 * Waits for a run and shows how far it is: a bar with rate and time left on a terminal, a plain line for every tenth
 * elsewhere.
 */
final class RunProgress {

    private static final long POLL_NANOSECONDS = 250_000_000L;

    private RunProgress() {}

    /** Returns when the run has ended. */
    static RunReport await(RunReports reports, long jobExecutionId) {
        Display display = Ansi.AUTO.enabled() ? new Bar() : new Lines();
        try {
            while (true) {
                RunReport run = find(reports, jobExecutionId);
                if (run != null && !run.isRunning()) {
                    return run;
                }
                if (run != null && run.total() > 0) {
                    display.show(run);
                }
                LockSupport.parkNanos(POLL_NANOSECONDS);
            }
        } finally {
            display.close();
        }
    }

    /** Null while the database is away: the run waits for it, and so does whoever looks on. */
    private static @Nullable RunReport find(RunReports reports, long jobExecutionId) {
        try {
            return reports.find(jobExecutionId)
                    .orElseThrow(() -> CommandFailedException.badUsage("There is no job execution " + jobExecutionId));
        } catch (DataAccessResourceFailureException | TransientDataAccessException | RecoverableDataAccessException e) {
            return null;
        }
    }

    private interface Display {
        void show(RunReport run);

        void close();
    }

    private static final class Bar implements Display {

        private @Nullable ProgressBar bar;

        @Override
        public void show(RunReport run) {
            ProgressBar shown = bar;
            if (shown == null) {
                shown = new ProgressBarBuilder()
                        .setTaskName(RunSummary.title(run))
                        .setInitialMax(run.total())
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUnit(" accounts", 1)
                        .showSpeed()
                        .clearDisplayOnFinish()
                        .build();
                bar = shown;
            }
            shown.stepTo(run.done());
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }

    private static final class Lines implements Display {

        private long shownTenths;

        @Override
        public void show(RunReport run) {
            long tenths = run.done() * 10 / run.total();
            if (tenths > shownTenths && tenths < 10) {
                shownTenths = tenths;
                System.err.println(RunSummary.title(run) + ": " + RunSummary.progress(run));
            }
        }

        @Override
        public void close() {
            // lines that are printed need no end
        }
    }
}
