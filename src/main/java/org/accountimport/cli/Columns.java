package org.accountimport.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of a few values each, printed one below the other; columns of numbers stand to the right. */
final class Columns {

    private static final String GAP = "  ";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,.]*(/s| of [0-9,]+)?");

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Columns(String... heads) {
        this.heads = List.of(heads);
    }

    void add(String... values) {
        rows.add(List.of(values));
    }

    /** @param nothing what to say where there is no line */
    void print(PrintWriter out, String nothing) {
        if (rows.isEmpty()) {
            out.println(nothing);
            return;
        }
        int[] widths = new int[heads.size()];
        boolean[] numbers = new boolean[heads.size()];
        Arrays.fill(numbers, true);
        for (int column = 0; column < widths.length; column++) {
            widths[column] = heads.get(column).length();
        }
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                String value = row.get(column);
                widths[column] = Math.max(widths[column], value.length());
                numbers[column] &= value.isEmpty() || NUMBER.matcher(value).matches();
            }
        }
        out.println(line(heads, widths, numbers));
        rows.forEach(row -> out.println(line(row, widths, numbers)));
    }

    private static String line(List<String> values, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - values.get(column).length());
            line.append(numbers[column] ? padding : "").append(values.get(column));
            line.append(numbers[column] ? "" : padding).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
