package org.accountimport.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Draws how rates change with the size of a wave: {@code bench/results/growth.svg} from all {@code N.csv} beside it. */
public final class Plot {

    private static final Map<String, String> COLOURS = Map.of(
            "load", "#1b7837",
            "dry-run", "#2166ac",
            "import", "#b2182b",
            "import, accounts alone", "#ef8a62",
            "import, guide", "#999999",
            "import, tuned", "#555555",
            "COPY of the same accounts, 2 connections", "#000000");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 290;
    private static final int TOP = 20;
    private static final int BOTTOM = 50;

    private Plot() {}

    /** No arguments; run in the project's directory. */
    public static void main(String... arguments) throws IOException {
        write(Path.of("bench", "results"));
    }

    static void write(Path results) throws IOException {
        Map<String, TreeMap<Long, Double>> lines = new TreeMap<>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                long size = Long.parseLong(file.getFileName().toString().replace(".csv", ""));
                medians(file).forEach((name, rate) ->
                        lines.computeIfAbsent(name, key -> new TreeMap<>()).put(size, rate));
            }
        }
        Files.writeString(results.resolve("growth.svg"), svg(lines));
    }

    private static Map<String, Double> medians(Path file) throws IOException {
        Map<String, List<Double>> rates = new TreeMap<>();
        List<String> all = Files.readAllLines(file);
        for (String line : all.subList(1, all.size())) {
            int quote = line.lastIndexOf('"');
            String name = line.substring(1, quote);
            if (COLOURS.containsKey(name)) {
                rates.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(Double.parseDouble(line.substring(quote + 2).split(",")[3]));
            }
        }
        Map<String, Double> medians = new TreeMap<>();
        rates.forEach((name, measured) -> {
            double[] sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            medians.put(name, sorted[sorted.length / 2]);
        });
        return medians;
    }

    private static String svg(Map<String, TreeMap<Long, Double>> lines) {
        long[] sizes = lines.values().stream().flatMap(line -> line.keySet().stream()).mapToLong(Long::longValue).sorted().distinct().toArray();
        double most = lines.values().stream().flatMap(line -> line.values().stream()).mapToDouble(Double::doubleValue).max().orElse(1);
        double step = Math.pow(10, Math.floor(Math.log10(most))) / 2;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<title>Accounts a second by accounts in the wave</title>%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, HEIGHT));
        for (double rate = 0; rate <= most; rate += step) {
            double y = y(rate, most);
            svg.append(String.format(Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>"
                    + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f</text>%n", LEFT, WIDTH - RIGHT, y, y, LEFT - 8, y + 4, rate));
        }
        for (long size : sizes) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n", x(size, sizes), HEIGHT - BOTTOM + 20, size));
        }
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">accounts in the wave; upwards: accounts a second</text>%n", LEFT, HEIGHT - 8));
        int legend = TOP + 10;
        for (Map.Entry<String, TreeMap<Long, Double>> line : lines.entrySet()) {
            String colour = COLOURS.get(line.getKey());
            StringBuilder points = new StringBuilder();
            line.getValue().forEach((size, rate) -> points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(size, sizes), y(rate, most))));
            svg.append(String.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", points.toString().strip(), colour));
            for (String point : points.toString().strip().split(" ")) {
                svg.append(String.format("<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>%n", point.split(",")[0], point.split(",")[1], colour));
            }
            svg.append(String.format("<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n",
                    WIDTH - RIGHT + 20, legend - 5, colour, WIDTH - RIGHT + 40, legend, line.getKey()));
            legend += 20;
        }
        return svg.append("</svg>\n").toString();
    }

    private static double x(long size, long[] sizes) {
        double from = Math.log(sizes[0]);
        double to = Math.log(sizes[sizes.length - 1]);
        double share = to == from ? 0.5 : (Math.log(size) - from) / (to - from);
        return LEFT + 20 + share * (WIDTH - LEFT - RIGHT - 40);
    }

    private static double y(double rate, double most) {
        return HEIGHT - BOTTOM - rate / most * (HEIGHT - TOP - BOTTOM);
    }
}
