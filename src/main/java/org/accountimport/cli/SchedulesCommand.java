package org.accountimport.cli;

import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.accountimport.schedule.JobDefinition;
import org.accountimport.schedule.ScheduleOverview;
import org.accountimport.schedule.Tick;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code schedules}: lists the job definitions. */
@Command(
        name = "schedules",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the job definitions, when each is due next, and what came of its last time.",
            "Checks them too: what is wrong is named with file and line."
        })
final class SchedulesCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");
    private static final List<String> HEADINGS = List.of("NAME", "JOB", "WAVE", "CRON", "WINDOW", "NEXT", "LAST");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AccountImportCommand program;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (ProgramContext context = ProgramContext.open(program.settings())) {
            List<ScheduleOverview.State> states = StartFailure.explained(() -> context.get(ScheduleOverview.class))
                    .list();
            PrintWriter out = spec.commandLine().getOut();
            if (states.isEmpty()) {
                out.println("There are no job definitions.");
            } else {
                List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
                states.forEach(state -> rows.add(row(state)));
                print(rows, out);
            }
            out.flush();
            return ExitCode.DONE;
        }
    }

    private static List<String> row(ScheduleOverview.State state) {
        JobDefinition definition = state.definition();
        return List.of(
                definition.name(),
                definition.job().jobName(),
                definition.supplier() + "/" + definition.wave()
                        + (state.nextWave() == null
                                        || state.nextWave()
                                                .equals(definition.wave().text())
                                ? ""
                                : " (" + state.nextWave() + ")"),
                definition.cron() + " " + definition.zone(),
                Objects.toString(definition.window(), "-"),
                definition.enabled()
                        ? state.nextFireAt() == null ? "never" : TIME.format(state.nextFireAt())
                        : "disabled",
                last(state));
    }

    private static String last(ScheduleOverview.State state) {
        Tick tick = state.lastTick();
        if (tick == null) {
            return "-";
        }
        String launched = tick.launched().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return TIME.format(
                        tick.scheduledAt().atZoneSameInstant(state.definition().zone()))
                + (tick.missed() ? ", missed" : "")
                + (launched.isEmpty() ? "" : ", launched " + launched)
                + (tick.note() == null ? "" : ", " + tick.note());
    }

    private static void print(List<List<String>> rows, PrintWriter out) {
        int[] widths = new int[HEADINGS.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
