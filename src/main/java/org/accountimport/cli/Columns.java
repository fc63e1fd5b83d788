package org.accountimport.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of a few values each, printed one below the other; columns of numbers stand to the right. */
final class Columns {

    private static final String GAP = "  ";

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
        heads.forEach(head -> widths[heads.indexOf(head)] = head.length());
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                String value = row.get(column);
                widths[column] = Math.max(widths[column], value.length());
                numbers[column] &= value.isEmpty() || Character.isDigit(value.charAt(0));
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
