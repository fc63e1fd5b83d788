package org.accountimport.wave;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.accountimport.validation.MaskedAttrs;

/**
 * What is wrong with a wave as it may be shown to anybody: names that are not shown count together, by code and place. An account
 * with two of them counts twice. The most frequent come first.
 */
public final class MaskedErrors {

    private MaskedErrors() {}

    public static List<ErrorCount> of(List<ErrorCount> counts) {
        return together(
                counts.stream().map(MaskedErrors::masked).toList(),
                count -> List.of(count.code(), count.attr()),
                ErrorCount::accounts,
                (one, other) -> new ErrorCount(
                        one.code(),
                        one.attr(),
                        one.accounts() + other.accounts(),
                        one.violations() + other.violations(),
                        one.example()));
    }

    public static ErrorTrend of(ErrorTrend trend) {
        List<ErrorTrend.Line> lines = together(
                trend.lines().stream().map(MaskedErrors::masked).toList(),
                line -> List.of(line.code(), line.attr()),
                ErrorTrend.Line::accounts,
                (one, other) -> new ErrorTrend.Line(
                        one.code(),
                        one.attr(),
                        one.accounts() + other.accounts(),
                        one.before() + other.before(),
                        one.example()));
        return new ErrorTrend(trend.run(), trend.previousRun(), lines);
    }

    public static DriftReport of(DriftReport drift) {
        List<DriftReport.Line> lines = together(
                drift.lines().stream().map(MaskedErrors::masked).toList(),
                line -> List.of(line.code(), line.attr()),
                DriftReport.Line::accounts,
                (one, other) -> new DriftReport.Line(
                        one.code(),
                        one.attr(),
                        one.accounts() + other.accounts(),
                        one.payload() + other.payload(),
                        one.settings() + other.settings(),
                        one.calendar() + other.calendar(),
                        one.otherwise() + other.otherwise(),
                        one.example()));
        return new DriftReport(drift.jobExecutionId(), lines, drift.changedSettings());
    }

    private static ErrorCount masked(ErrorCount count) {
        String attr = MaskedAttrs.of(count.attr());
        return new ErrorCount(count.code(), attr, count.accounts(), count.violations(), count.example());
    }

    private static ErrorTrend.Line masked(ErrorTrend.Line line) {
        String attr = MaskedAttrs.of(line.attr());
        return new ErrorTrend.Line(line.code(), attr, line.accounts(), line.before(), line.example());
    }

    private static DriftReport.Line masked(DriftReport.Line line) {
        return new DriftReport.Line(
                line.code(),
                MaskedAttrs.of(line.attr()),
                line.accounts(),
                line.payload(),
                line.settings(),
                line.calendar(),
                line.otherwise(),
                line.example());
    }

    private static <T> List<T> together(
            List<T> lines, Function<T, List<String>> place, ToLongFunction<T> accounts, BinaryOperator<T> sum) {
        Map<List<String>, T> together = new LinkedHashMap<>();
        lines.forEach(line -> together.merge(place.apply(line), line, sum));
        return together.values().stream()
                .sorted(Comparator.comparingLong(accounts).reversed())
                .toList();
    }
}
