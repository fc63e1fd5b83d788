package org.accountimport.cli;

import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.accountimport.importprocess.IntakeResult;
import picocli.CommandLine.Help.Ansi;

/** Shows how far a load is: a bar on a terminal, now and then a plain line elsewhere. */
interface LoadProgress extends Consumer<IntakeResult>, AutoCloseable {

    @Override
    void close();

    static LoadProgress of(String name) {
        return Ansi.AUTO.enabled() ? new Bar(name) : new Lines(name);
    }

    /** A bar without an end: nobody has counted the lines. */
    final class Bar implements LoadProgress {

        private final ProgressBar bar;

        private Bar(String name) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName("Loading " + name)
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUnit(" lines", 1)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .build();
        }

        @Override
        public void accept(IntakeResult result) {
            bar.stepTo(result.read());
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** A line every ten seconds. */
    final class Lines implements LoadProgress {

        private static final long INTERVAL_NANOSECONDS = 10_000_000_000L;

        private final String name;
        private long last = System.nanoTime();

        private Lines(String name) {
            this.name = name;
        }

        @Override
        public void accept(IntakeResult result) {
            long now = System.nanoTime();
            if (now - last >= INTERVAL_NANOSECONDS) {
                last = now;
                System.err.println("Loading " + name + ": " + Text.number(result.read()) + " lines");
            }
        }

        @Override
        public void close() {
            // a line that is printed needs no end
        }
    }
}
