package org.accountimport.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.accountimport.wave.ErrorCount;
import org.accountimport.wave.ErrorTrend;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a wave: the most frequent codes across, the most frequent fields down, accounts in the cells; and every
 * error in a list beside it.
 *
 * @param comparedWith dry run that the trend is against; null when there is none
 * @param fixed        errors of that dry run that no account has any more
 * @param shownInTable how many of the lines the table has room for
 */
record HeatTable(
        List<String> codes,
        List<Row> rows,
        List<Line> lines,
        List<ErrorTrend.Line> fixed,
        @Nullable Long comparedWith,
        long shownInTable) {

    private static final int MOST_CODES = 8;
    private static final int MOST_FIELDS = 14;
    private static final int HOTTEST = 5;

    /** One field, with a cell for each code; null where no account has the two together. */
    record Row(String attr, List<@Nullable Line> cells) {}

    /**
     * One error.
     *
     * @param before how many accounts had it in the dry run before; null when there is none to compare with
     * @param heat   1 to {@value #HOTTEST}
     */
    record Line(
            String code,
            String attr,
            long accounts,
            @Nullable Long before,
            int heat) {

        /** How the number has moved: {@code new}, {@code more}, {@code fewer}, {@code same}; empty when nobody knows. */
        public String trend() {
            if (before == null) {
                return "";
            }
            return before == 0 ? "new" : accounts > before ? "more" : accounts < before ? "fewer" : "same";
        }

        /** By how much. */
        public long moved() {
            return before == null ? 0 : Math.abs(accounts - before);
        }
    }

    static HeatTable of(List<ErrorCount> counts, ErrorTrend trend) {
        Map<String, Long> before = new HashMap<>();
        trend.lines().forEach(line -> before.put(key(line.code(), line.attr()), line.before()));
        boolean comparable = trend.previousRun() != null;
        long most = counts.stream().mapToLong(ErrorCount::accounts).max().orElse(1);
        List<Line> lines = counts.stream()
                .map(count -> new Line(
                        count.code(),
                        count.attr(),
                        count.accounts(),
                        comparable ? before.getOrDefault(key(count.code(), count.attr()), 0L) : null,
                        heat(count.accounts(), most)))
                .toList();
        List<String> codes = mostFrequent(lines, Line::code, MOST_CODES);
        List<String> fields = mostFrequent(
                lines.stream().filter(line -> codes.contains(line.code())).toList(), Line::attr, MOST_FIELDS);
        Map<String, Line> byKey = new HashMap<>();
        lines.forEach(line -> byKey.put(key(line.code(), line.attr()), line));
        List<Row> rows = fields.stream()
                .map(attr -> new Row(attr, cells(attr, codes, byKey)))
                .toList();
        return new HeatTable(
                codes,
                rows,
                lines,
                trend.lines().stream()
                        .filter(line -> !byKey.containsKey(key(line.code(), line.attr())) && line.before() > 0)
                        .toList(),
                trend.previousRun(),
                lines.stream()
                        .filter(line -> codes.contains(line.code()) && fields.contains(line.attr()))
                        .count());
    }

    /** A code or a field's path in the pieces between which a line may end. */
    public List<String> parts(String name) {
        return List.of(name.split("(?<=[_.])", -1));
    }

    private static List<@Nullable Line> cells(String attr, List<String> codes, Map<String, Line> byKey) {
        List<@Nullable Line> cells = new ArrayList<>();
        for (String code : codes) {
            cells.add(byKey.get(key(code, attr)));
        }
        return cells;
    }

    private static List<String> mostFrequent(List<Line> lines, Function<Line, String> by, int limit) {
        Map<String, Long> accounts = lines.stream()
                .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.summingLong(Line::accounts)));
        return accounts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** By the logarithm: a hundred accounts stand out from ten as ten do from one. */
    private static int heat(long accounts, long most) {
        return most <= 1
                ? 1
                : 1 + (int) Math.round((HOTTEST - 1) * Math.log((double) accounts) / Math.log((double) most));
    }

    private static String key(String code, String attr) {
        return code + " " + attr;
    }
}
