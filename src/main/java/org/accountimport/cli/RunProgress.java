package org.accountimport.cli;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveReports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Waits for a run and shows how far it is: a bar on a terminal, a plain line for every tenth elsewhere. */
final class RunProgress {

    private static final long POLL_NANOSECONDS = 250_000_000L;

    private RunProgress() {}

    /** Returns when the run has ended. */
    static RunReport await(WaveReports reports, long jobExecutionId) {
        Display display = Ansi.AUTO.enabled() ? new Bar() : new Lines();
        try {
            while (true) {
                Optional<RunReport> run = reports.run(jobExecutionId);
                if (run.isPresent()) {
                    display.show(run.get());
                    if (!run.get().isRunning()) {
                        return run.get();
                    }
                } else if (reports.failedBeforeItBegan(jobExecutionId)) {
                    throw CommandFailedException.failed(
                            "Job execution " + jobExecutionId + " failed before it began; the log has the reason.");
                }
                LockSupport.parkNanos(POLL_NANOSECONDS);
            }
        } finally {
            display.close();
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
            long tenths = run.total() == 0 ? 0 : run.done() * 10 / run.total();
            if (tenths > shownTenths && tenths < 10) {
                shownTenths = tenths;
                System.err.println(RunSummary.title(run) + ": " + Text.number(run.done()) + " of "
                        + Text.number(run.total()) + " accounts");
            }
        }

        @Override
        public void close() {
            // lines that are printed need no end
        }
    }
}
