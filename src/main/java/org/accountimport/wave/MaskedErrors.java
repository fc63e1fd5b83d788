package org.accountimport.wave;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.accountimport.validation.MaskedAttrs;

/**
 * What is wrong with a wave as it may be shown to anybody: names that are not shown count together, by code and place. An account
 * with two of them counts twice.
 */
public final class MaskedErrors {

    private MaskedErrors() {}

    public static List<ErrorCount> of(List<ErrorCount> counts) {
        return together(
                        counts.stream()
                                .map(count -> new ErrorCount(
                                        count.code(),
                                        MaskedAttrs.of(count.attr()),
                                        count.accounts(),
                                        count.violations(),
                                        count.example()))
                                .toList(),
                        ErrorCount::code,
                        ErrorCount::attr,
                        (one, other) -> new ErrorCount(
                                one.code(),
                                one.attr(),
                                one.accounts() + other.accounts(),
                                one.violations() + other.violations(),
                                one.example()))
                .stream()
                .sorted(Comparator.comparingLong(ErrorCount::accounts)
                        .reversed()
                        .thenComparing(ErrorCount::code)
                        .thenComparing(ErrorCount::attr))
                .toList();
    }

    public static ErrorTrend of(ErrorTrend trend) {
        List<ErrorTrend.Line> lines = together(
                        trend.lines().stream()
                                .map(line -> new ErrorTrend.Line(
                                        line.code(),
                                        MaskedAttrs.of(line.attr()),
                                        line.accounts(),
                                        line.before(),
                                        line.example()))
                                .toList(),
                        ErrorTrend.Line::code,
                        ErrorTrend.Line::attr,
                        (one, other) -> new ErrorTrend.Line(
                                one.code(),
                                one.attr(),
                                one.accounts() + other.accounts(),
                                one.before() + other.before(),
                                one.example()))
                .stream()
                .sorted(Comparator.comparingLong(ErrorTrend.Line::accounts).reversed())
                .toList();
        return new ErrorTrend(trend.run(), trend.previousRun(), lines);
    }

    public static DriftReport of(DriftReport drift) {
        List<DriftReport.Line> lines = together(
                        drift.lines().stream()
                                .map(line -> new DriftReport.Line(
                                        line.code(),
                                        MaskedAttrs.of(line.attr()),
                                        line.accounts(),
                                        line.payload(),
                                        line.settings(),
                                        line.calendar(),
                                        line.otherwise(),
                                        line.example()))
                                .toList(),
                        DriftReport.Line::code,
                        DriftReport.Line::attr,
                        (one, other) -> new DriftReport.Line(
                                one.code(),
                                one.attr(),
                                one.accounts() + other.accounts(),
                                one.payload() + other.payload(),
                                one.settings() + other.settings(),
                                one.calendar() + other.calendar(),
                                one.otherwise() + other.otherwise(),
                                one.example()))
                .stream()
                .sorted(Comparator.comparingLong(DriftReport.Line::accounts).reversed())
                .toList();
        return new DriftReport(drift.jobExecutionId(), lines, drift.changedSettings());
    }

    /** Lines of one code and attr as one, where the first of them stood. */
    private static <T> List<T> together(
            List<T> lines, Function<T, String> code, Function<T, String> attr, BinaryOperator<T> sum) {
        Map<List<String>, T> together = new LinkedHashMap<>();
        lines.forEach(line -> together.merge(List.of(code.apply(line), attr.apply(line)), line, sum));
        return List.copyOf(together.values());
    }
}
