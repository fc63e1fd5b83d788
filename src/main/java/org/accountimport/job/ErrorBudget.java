package org.accountimport.job;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many wrong accounts a run may meet before it stops by itself.
 *
 * @param overall       over all codes; null: no overall limit
 * @param minimumSample accounts that must be decided before any share counts: the first account of a wave must not stop it
 * @param byCode        limits on the accounts that carry a certain code
 */
public record ErrorBudget(@Nullable Limit overall, long minimumSample, Map<String, Limit> byCode) {

    /** What a budget is measured by where nothing else is said. */
    public static final long DEFAULT_MINIMUM_SAMPLE = 100;

    /** A budget that is never spent. */
    public static final ErrorBudget UNLIMITED = new ErrorBudget(null, DEFAULT_MINIMUM_SAMPLE, Map.of());

    /** Checks the sample and keeps the codes in order. */
    public ErrorBudget {
        if (minimumSample < 1) {
            throw new IllegalArgumentException("minimum sample must be 1 or more, but is " + minimumSample);
        }
        byCode = Map.copyOf(new TreeMap<>(byCode));
    }

    /**
     * A limit by share or by number; whichever is reached first.
     *
     * @param share of the decided accounts, above 0 and at most 1; null: none
     * @param count accounts; null: none
     */
    public record Limit(@Nullable Double share, @Nullable Long count) {

        /** Checks both. */
        public Limit {
            if (share == null && count == null) {
                throw new IllegalArgumentException("an error budget needs a share or a count");
            }
            if (share != null && !(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must lie above 0 and at most at 1, but is " + share);
            }
            if (count != null && count < 1) {
                throw new IllegalArgumentException("count must be 1 or more, but is " + count);
            }
        }

        boolean isSpent(long errored, long decided, long minimumSample) {
            boolean byCount = count != null && errored >= count;
            boolean byShare = share != null && decided >= minimumSample && errored > share * decided;
            return byCount || byShare;
        }
    }

    /** Whether it is never spent. */
    public boolean isUnlimited() {
        return overall == null && byCode.isEmpty();
    }

    /**
     * Whether a run has to stop.
     *
     * @param errored       accounts found wrong
     * @param erroredByCode accounts found wrong, by each code that they carry
     * @param decided       accounts decided, right or wrong
     */
    boolean isSpent(long errored, Map<String, Long> erroredByCode, long decided) {
        if (overall != null && overall.isSpent(errored, decided, minimumSample)) {
            return true;
        }
        return byCode.entrySet().stream()
                .anyMatch(limit -> limit.getValue()
                        .isSpent(erroredByCode.getOrDefault(limit.getKey(), 0L), decided, minimumSample));
    }
}
