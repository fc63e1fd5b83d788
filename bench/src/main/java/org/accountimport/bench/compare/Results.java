package org.accountimport.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.accountimport.bench.compare.Jvm.Usage;

/** What was measured, and the table of it. */
final class Results {

    private static final double MEGABYTE = 1 << 20;

    private static final Path DIRECTORY = Path.of("bench", "results");

    private final long accounts;
    private final Map<String, List<Measured>> byContestant = new LinkedHashMap<>();

    /** @param goesOn whether the measurements of earlier runs with as many accounts belong to it */
    Results(long accounts, boolean goesOn) throws IOException {
        this.accounts = accounts;
        Path earlier = DIRECTORY.resolve(accounts + ".csv");
        if (goesOn && Files.exists(earlier)) {
            Files.readAllLines(earlier).stream().skip(1).forEach(this::addLine);
        }
    }

    private void addLine(String line) {
        int quote = line.lastIndexOf('"');
        String[] fields = line.substring(quote + 2).split(",");
        Usage usage = new Usage(
                Double.parseDouble(fields[4]), Double.parseDouble(fields[5]), Double.parseDouble(fields[6]), Long.parseLong(fields[7]),
                Long.parseLong(fields[8]), Long.parseLong(fields[9]), Long.parseLong(fields[10]), Long.parseLong(fields[11]),
                Long.parseLong(fields[12]), "");
        byContestant
                .computeIfAbsent(line.substring(1, quote), name -> new ArrayList<>())
                .add(new Measured(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), Double.parseDouble(fields[2]), usage));
    }

    /** How many rounds there are already. */
    int rounds() {
        return byContestant.getOrDefault("load", List.of()).size();
    }

    private record Measured(int round, long accounts, double seconds, Usage usage) {

        double rate() {
            return accounts / seconds;
        }

        double perAccount(double amount) {
            return amount / accounts;
        }
    }

    private record Ratio(String of, String to, double goal) {}

    private static final List<Ratio> RATIOS = List.of(
            new Ratio("load", "COPY of payloads, 1 connection", 0.6),
            new Ratio("load", "COPY of payloads, 2 connections", 0.6),
            new Ratio("dry-run", "reading payloads, 2 connections", 0.35),
            new Ratio("dry-run", "dry run, tuned", 1.5),
            new Ratio("dry-run", "dry run, guide", 2.5),
            new Ratio("dry-run", "dry run, tuned, same JVM options", 1.5),
            new Ratio("import", "COPY of the same accounts, 2 connections", 0.5),
            new Ratio("import", "import, guide", 2.5),
            new Ratio("import", "import, tuned", 1.4),
            new Ratio("import, accounts alone", "COPY of the same accounts, 2 connections", 0.5),
            new Ratio("import, accounts alone", "import, tuned", 1.4),
            new Ratio("import", "import, tuned, same JVM options", 1.4),
            new Ratio("import by two workers, first wave", "import by a server, first wave", 0.9),
            new Ratio("import by two workers, second wave", "import by a server, second wave", 0.9));

    void add(int round, String contestant, long decided, double seconds, Usage usage) {
        Measured measured = new Measured(round, decided, seconds, usage);
        byContestant.computeIfAbsent(contestant, name -> new ArrayList<>()).add(measured);
        System.out.printf(
                Locale.ROOT,
                "round %d  %-42s %,10.0f accounts/s in %6.2f s (process %5.1f s, CPU %5.1f s, PostgreSQL %5.1f s, heap %4.0f MB, RSS %4.0f MB)%n",
                round, contestant, measured.rate(), seconds, usage.wallSeconds(), usage.cpuSeconds(), usage.serverCpuSeconds(),
                usage.peakHeap() / MEGABYTE, usage.peakResident() / MEGABYTE);
    }

    void write(Options options) throws IOException {
        String report = report(options);
        System.out.println(report);
        Path directory = Files.createDirectories(DIRECTORY);
        Files.writeString(directory.resolve(accounts + ".md"), report);
        StringBuilder csv = new StringBuilder("contestant,round,accounts,seconds,accounts_per_second,process_seconds,cpu_seconds,"
                + "postgresql_cpu_seconds,peak_heap_bytes,peak_rss_bytes,allocated_bytes,wal_bytes,loopback_bytes,database_bytes\n");
        byContestant.forEach((name, all) -> all.forEach(one -> csv.append(String.format(
                Locale.ROOT, "\"%s\",%d,%d,%.3f,%.1f,%.2f,%.2f,%.2f,%d,%d,%d,%d,%d,%d%n",
                name, one.round(), one.accounts(), one.seconds(), one.rate(), one.usage().wallSeconds(), one.usage().cpuSeconds(),
                one.usage().serverCpuSeconds(), one.usage().peakHeap(), one.usage().peakResident(), one.usage().allocated(),
                one.usage().wal(), one.usage().wire(), one.usage().databaseSize()))));
        Files.writeString(directory.resolve(accounts + ".csv"), csv);
        Plot.write(directory);
    }

    private String report(Options options) {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "# %,d accounts, %d rounds%n%nMedian of the rounds, in brackets the least and the most. %s, %d processors.%s%n%n",
                accounts, rounds(), System.getProperty("java.vendor.version", "") + " JDK " + System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(), changes(options)));
        report.append("| contestant | accounts/s | s | process s | CPU µs/account | PostgreSQL µs/account | peak heap MB | peak RSS MB"
                + " | allocated kB/account | WAL kB/account | loopback kB/account | database MB after |\n");
        report.append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        byContestant.forEach((name, all) -> report.append(String.format(
                Locale.ROOT, "| %s | %,.0f (%,.0f–%,.0f) | %.2f | %.1f | %.0f | %.0f | %.0f | %.0f | %.1f | %.1f | %.1f | %.0f |%n",
                name, median(all, Measured::rate), least(all), most(all),
                median(all, Measured::seconds), median(all, one -> one.usage().wallSeconds()),
                median(all, one -> one.perAccount(one.usage().cpuSeconds() * 1e6)),
                median(all, one -> one.perAccount(one.usage().serverCpuSeconds() * 1e6)),
                median(all, one -> one.usage().peakHeap() / MEGABYTE), median(all, one -> one.usage().peakResident() / MEGABYTE),
                median(all, one -> one.perAccount(one.usage().allocated() / 1e3)), median(all, one -> one.perAccount(one.usage().wal() / 1e3)),
                median(all, one -> one.perAccount(one.usage().wire() / 1e3)), median(all, one -> one.usage().databaseSize() / MEGABYTE))));
        report.append("\n| ratio | measured | goal | |\n|---|---:|---:|---|\n");
        for (Ratio ratio : RATIOS) {
            appendRatio(report, ratio);
        }
        return report.toString();
    }

    private static String changes(Options options) {
        List<String> changes = new ArrayList<>(options.settings());
        changes.addAll(options.programSettings());
        changes.addAll(options.jvmOptions());
        return changes.isEmpty() ? "" : " With " + String.join(" ", changes) + ".";
    }

    private void appendRatio(StringBuilder report, Ratio ratio) {
        List<Measured> of = byContestant.get(ratio.of());
        List<Measured> to = byContestant.get(ratio.to());
        if (of == null || to == null) {
            return;
        }
        double[] ratios = new double[Math.min(of.size(), to.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of.get(i).rate() / to.get(i).rate();
        }
        Arrays.sort(ratios);
        double median = ratios[ratios.length / 2];
        report.append(String.format(
                Locale.ROOT, "| %s : %s | %.2f (%.2f–%.2f) | %.2f | %s |%n",
                ratio.of(), ratio.to(), median, ratios[0], ratios[ratios.length - 1], ratio.goal(), median >= ratio.goal() ? "reached" : "not reached"));
    }

    private static double median(List<Measured> all, ToDoubleFunction<Measured> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double least(List<Measured> all) {
        return all.stream().mapToDouble(Measured::rate).min().orElseThrow();
    }

    private static double most(List<Measured> all) {
        return all.stream().mapToDouble(Measured::rate).max().orElseThrow();
    }
}
