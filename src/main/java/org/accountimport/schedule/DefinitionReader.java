package org.accountimport.schedule;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.accountimport.importprocess.RunKind;
import org.accountimport.job.ErrorBudget;
import org.accountimport.supplier.ImportSuppliers;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one job definition and finds everything that is wrong with it. */
final class DefinitionReader {

    private static final List<String> KEYS = List.of(
            "name",
            "job",
            "supplier",
            "wave",
            "cron",
            "zone",
            "window",
            "limit",
            "chunk-size",
            "threads",
            "error-budget",
            "retry-errored",
            "restart-on-crash",
            "keep-days",
            "catch-up",
            "enabled");
    private static final List<RunKind> JOBS = List.of(RunKind.DRY_RUN, RunKind.IMPORT, RunKind.RETENTION);
    private static final String EVERY = "*";
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/Copenhagen");
    private static final int MOST_ACCOUNTS_PER_CHUNK = 10_000;
    private static final int MOST_THREADS = 64;
    private static final int MOST_DAYS = 36_500;
    /** A definition that is due daily is looked at for a year. */
    private static final int TIMES_LOOKED_AT = 366;

    private final ImportSuppliers suppliers;
    private final Instant now;
    private final List<Problem> problems;

    /** @param problems what is found wrong is added here */
    DefinitionReader(ImportSuppliers suppliers, Instant now, List<Problem> problems) {
        this.suppliers = suppliers;
        this.now = now;
        this.problems = problems;
    }

    /** Reads a file; empty when something is wrong with it. */
    Optional<JobDefinition> read(Path path) {
        String file = path.toString();
        int before = problems.size();
        Optional<JobDefinition> definition =
                mapping(path, file).map(mapping -> definition(new YamlObject(file, mapping, "", problems)));
        return problems.size() == before ? definition : Optional.empty();
    }

    private Optional<MappingNode> mapping(Path path, String file) {
        try (Reader reader = new StringReader(Files.readString(path, StandardCharsets.UTF_8))) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            problems.add(new Problem(file, 1, "a job definition has keys and values, such as name: nightly-import"));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(file, line, "this is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(new Problem(file, 1, "this is not YAML: " + e.getMessage()));
        } catch (IOException e) {
            problems.add(new Problem(file, 1, "the file cannot be read as UTF-8 text: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** What is missing or wrong has a stand-in: the definition counts only when there is no problem. */
    private JobDefinition definition(YamlObject yaml) {
        yaml.allow(KEYS);
        RunKind job = yaml.requiredText("job", "import")
                .flatMap(name -> job(yaml, name))
                .orElse(RunKind.IMPORT);
        ZoneId zone = yaml.parsed("zone", DefinitionReader::zone).orElse(DEFAULT_ZONE);
        Optional<CronExpression> cron = cron(yaml);
        Window window = yaml.object("window").flatMap(this::window).orElse(null);
        String supplier =
                yaml.requiredText("supplier", "NORLYS, or '*' for all").orElse(EVERY);
        requireSupplier(yaml, supplier);
        yaml.requiredText("wave", "'{next-iso-week}', or '*' for all with work");
        if (cron.isPresent()) {
            requireTimes(yaml, cron.get(), zone, window);
        }
        JobDefinition definition = new JobDefinition(
                name(yaml),
                job,
                supplier,
                supplier.equals(EVERY) ? List.copyOf(suppliers.codes()) : List.of(supplier),
                yaml.parsed("wave", WavePattern::new).orElse(new WavePattern(EVERY)),
                cron.orElse(CronExpression.parse("@daily")),
                zone,
                window,
                yaml.number("limit", 1, Long.MAX_VALUE),
                toInt(yaml.number("chunk-size", 1, MOST_ACCOUNTS_PER_CHUNK)),
                toInt(yaml.number("threads", 1, MOST_THREADS)),
                yaml.object("error-budget").map(this::errorBudget).orElse(ErrorBudget.UNLIMITED),
                yaml.flag("retry-errored", false),
                yaml.flag("restart-on-crash", true),
                toInt(yaml.number("keep-days", 0, MOST_DAYS)),
                yaml.flag("catch-up", false),
                yaml.flag("enabled", true));
        requireWhatTheJobKnows(yaml, job);
        return definition;
    }

    private static String name(YamlObject yaml) {
        String name = yaml.requiredText("name", "nightly-import").orElse("");
        if (yaml.has("name") && !name.matches("[a-z0-9][a-z0-9-]{0,99}")) {
            yaml.problem("name", "name is " + name + "; it must be small letters, digits and hyphens, 100 at most");
        }
        return name;
    }

    private static Optional<RunKind> job(YamlObject yaml, String name) {
        Optional<RunKind> job =
                JOBS.stream().filter(kind -> kind.jobName().equals(name)).findFirst();
        if (job.isEmpty()) {
            yaml.problem("job", "job is " + name + "; choose dry-run, import or retention");
        }
        return job;
    }

    private void requireSupplier(YamlObject yaml, String supplier) {
        if (!supplier.equals(EVERY) && suppliers.find(supplier).isEmpty()) {
            yaml.problem(
                    "supplier",
                    "there is no import supplier " + supplier + "; configured are "
                            + String.join(", ", suppliers.codes()) + ", and * means all of them");
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "there is no such time zone; it must have a name such as Europe/Copenhagen", e);
        }
    }

    private static Optional<CronExpression> cron(YamlObject yaml) {
        yaml.requiredText("cron", "'0 0 1 * * *'");
        return yaml.parsed("cron", text -> {
            try {
                return CronExpression.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        e.getMessage() + "; it must be seconds, minutes, hours, day of month, month and day of week,"
                                + " such as 0 30 1 * * * for half past one every night",
                        e);
            }
        });
    }

    private Optional<Window> window(YamlObject yaml) {
        yaml.allow(List.of("from", "until", "next-day"));
        yaml.requiredText("from", "'01:00'");
        yaml.requiredText("until", "'05:30'");
        Optional<LocalTime> from = yaml.parsed("from", DefinitionReader::timeOfDay);
        Optional<LocalTime> until = yaml.parsed("until", DefinitionReader::timeOfDay);
        boolean nextDay = yaml.flag("next-day", false);
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        if (!nextDay && !until.get().isAfter(from.get())) {
            yaml.problem(
                    "until",
                    "window.until is " + until.get() + ", which is not after window.from " + from.get()
                            + "; where the window goes on past midnight, add next-day: true");
        }
        if (nextDay && until.get().isAfter(from.get())) {
            yaml.problem("next-day", "the window would be longer than a day; leave next-day out");
        }
        return Optional.of(new Window(from.get(), until.get(), nextDay));
    }

    private static LocalTime timeOfDay(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it must be a time of day such as '05:30'", e);
        }
    }

    private void requireTimes(YamlObject yaml, CronExpression cron, ZoneId zone, @Nullable Window window) {
        ZonedDateTime next = cron.next(now.atZone(zone));
        if (next == null) {
            yaml.problem("cron", "cron is " + cron + ", which is never due");
        }
        for (int i = 0; next != null && window != null && i < TIMES_LOOKED_AT; i++) {
            if (window.endAt(next.toInstant(), zone).isPresent()) {
                return;
            }
            next = cron.next(next);
        }
        if (window != null) {
            yaml.problem("window", "the window " + window + " is never open when cron " + cron + " is due");
        }
    }

    private ErrorBudget errorBudget(YamlObject yaml) {
        int before = problems.size();
        yaml.allow(List.of("count", "share", "minimum-sample", "by-code"));
        Map<String, ErrorBudget.Limit> byCode = new TreeMap<>();
        yaml.object("by-code")
                .ifPresent(codes -> codes.keys()
                        .forEach(code -> codes.object(code).ifPresent(limit -> {
                            limit.allow(List.of("count", "share"));
                            ErrorBudget.Limit read = limit(limit);
                            if (read != null) {
                                byCode.put(code, read);
                            } else if (!limit.has("count") && !limit.has("share")) {
                                codes.problem(code, "error-budget.by-code." + code + " needs a count or a share");
                            }
                        })));
        Long sample = yaml.number("minimum-sample", 1, Long.MAX_VALUE);
        ErrorBudget.Limit overall = limit(yaml);
        if (overall == null && byCode.isEmpty() && problems.size() == before) {
            yaml.problem("count", "error-budget needs a count, a share or by-code");
        }
        return new ErrorBudget(overall, sample == null ? ErrorBudget.DEFAULT_MINIMUM_SAMPLE : sample, byCode);
    }

    private static ErrorBudget.@Nullable Limit limit(YamlObject yaml) {
        Double share = yaml.share("share");
        Long count = yaml.number("count", 1, Long.MAX_VALUE);
        return share == null && count == null ? null : new ErrorBudget.Limit(share, count);
    }

    private static void requireWhatTheJobKnows(YamlObject yaml, RunKind job) {
        if (job != RunKind.IMPORT && yaml.has("retry-errored")) {
            yaml.problem("retry-errored", "retry-errored belongs to the job import; leave it out");
        }
        if (job == RunKind.RETENTION && yaml.has("error-budget")) {
            yaml.problem("error-budget", "error-budget belongs to dry-run and import; leave it out");
        }
        if (job == RunKind.RETENTION && !yaml.has("keep-days")) {
            yaml.problem("keep-days", "keep-days is missing; write for instance keep-days: 90");
        }
        if (job != RunKind.RETENTION && yaml.has("keep-days")) {
            yaml.problem("keep-days", "keep-days belongs to the job retention; leave it out");
        }
    }

    private static @Nullable Integer toInt(@Nullable Long number) {
        return number == null ? null : Math.toIntExact(number);
    }
}
