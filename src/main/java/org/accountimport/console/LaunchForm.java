package org.accountimport.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.accountimport.job.ErrorBudget;
import org.accountimport.job.RunOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to go, as it was typed.
 *
 * @param limit           accounts at most; blank: all
 * @param maxErrorPercent of wrong accounts that the run stops at; blank: it goes on
 * @param retryErrored    null for no; whether an import takes accounts again that were found wrong
 * @param job             {@code dry-run} or {@code import}, where both may be
 * @param typedName       typed to show that it is meant
 */
record LaunchForm(
        @Nullable String limit,
        @Nullable String maxErrorPercent,
        @Nullable Boolean retryErrored,
        @Nullable String job,
        @Nullable String typedName) {

    static final LaunchForm EMPTY = new LaunchForm(null, null, null, null, null);

    private static final double PERCENT = 100;

    /** What is wrong with it, in sentences; empty when nothing is. */
    List<String> problems(Confirmation.Asks asks) {
        List<String> problems = new ArrayList<>();
        if (typed(limit).isEmpty() ? asks.mustLimit() : limitOrNull() == null) {
            problems.add("The number of accounts must be a whole number of 1 or more.");
        }
        if (!typed(maxErrorPercent).isEmpty() && shareOrNull() == null) {
            problems.add("The percentage of wrong accounts must lie above 0 and at most at 100.");
        }
        if (asks.typedName() != null && !asks.typedName().strip().equals(typed(typedName))) {
            problems.add("Type the name of the wave exactly as it stands below: that is the confirmation.");
        }
        return problems;
    }

    RunOptions options() {
        Double share = shareOrNull();
        ErrorBudget budget = share == null
                ? ErrorBudget.UNLIMITED
                : new ErrorBudget(new ErrorBudget.Limit(share, null), ErrorBudget.DEFAULT_MINIMUM_SAMPLE, Map.of());
        return new RunOptions(Boolean.TRUE.equals(retryErrored), limitOrNull(), null, budget, null, null, false);
    }

    private @Nullable Long limitOrNull() {
        try {
            long number = Long.parseLong(typed(limit));
            return number >= 1 ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable Double shareOrNull() {
        try {
            double percent = Double.parseDouble(typed(maxErrorPercent).replace(',', '.'));
            return percent > 0 && percent <= PERCENT ? percent / PERCENT : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String typed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
