package org.accountimport.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.accountimport.wave.RunReport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How fast runs are, measured by looking: each look at a run adds where it stood to what is remembered of it. Forgets the runs
 * that were looked at longest ago. Safe for use by several threads.
 */
@Component
class RunRates {

    private static final int MOST_RUNS = 50;
    private static final int MOST_SAMPLES = 600;
    /** Two looks in the same moment say nothing about speed. */
    private static final double SHORTEST_SECONDS = 0.9;
    /** A rate is that of the last half minute: long enough to be steady, short enough to be true. */
    private static final double WINDOW_SECONDS = 30;

    private final Map<Long, List<Sample>> samplesByRun = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Sample>> eldest) {
            return size() > MOST_RUNS;
        }
    };

    /** Where a run stood, so many seconds after it began. */
    private record Sample(double seconds, long done) {}

    /**
     * How fast a run is.
     *
     * @param perSecond  accounts, in the last half minute; of a run that has ended, on the whole
     * @param etaSeconds until everything is decided; null when it does not run, or nobody can tell
     * @param points     seconds since the beginning and accounts a second then: {@code 2:1200 4:1315}
     */
    record Rate(double perSecond, @Nullable Long etaSeconds, String points) {

        /** Whether it was looked at often enough to draw a line. */
        public boolean hasCurve() {
            return points.indexOf(' ') > 0;
        }
    }

    synchronized Rate look(RunReport run) {
        List<Sample> samples =
                samplesByRun.computeIfAbsent(run.jobExecutionId(), id -> new ArrayList<>(List.of(new Sample(0, 0))));
        Sample newest = samples.get(samples.size() - 1);
        if (run.seconds() - newest.seconds() >= SHORTEST_SECONDS) {
            if (samples.size() == MOST_SAMPLES) {
                thinOut(samples);
            }
            samples.add(new Sample(run.seconds(), run.done()));
        }
        double perSecond = run.isRunning() ? recentRate(samples, run) : run.accountsPerSecond();
        Long eta =
                run.isRunning() && perSecond > 0 ? Math.round(Math.max(0, run.total() - run.done()) / perSecond) : null;
        return new Rate(perSecond, eta, points(samples));
    }

    private static double recentRate(List<Sample> samples, RunReport run) {
        for (Sample sample : samples) {
            double seconds = run.seconds() - sample.seconds();
            if (seconds <= WINDOW_SECONDS && seconds >= SHORTEST_SECONDS) {
                return (run.done() - sample.done()) / seconds;
            }
        }
        return run.accountsPerSecond();
    }

    /** Keeps every other one, the first and the last among them. */
    private static void thinOut(List<Sample> samples) {
        for (int i = samples.size() - 2; i > 0; i -= 2) {
            samples.remove(i);
        }
    }

    private static String points(List<Sample> samples) {
        List<String> points = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            Sample before = samples.get(i - 1);
            Sample now = samples.get(i);
            double rate = (now.done() - before.done()) / (now.seconds() - before.seconds());
            points.add(String.format(Locale.ROOT, "%.1f:%.0f", now.seconds(), Math.max(0, rate)));
        }
        return String.join(" ", points);
    }
}
