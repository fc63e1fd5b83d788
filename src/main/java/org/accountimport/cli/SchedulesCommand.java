package org.accountimport.cli;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.stream.Collectors;
import org.accountimport.schedule.JobDefinition;
import org.accountimport.schedule.ScheduleOverview;
import org.accountimport.schedule.Tick;
import picocli.CommandLine.Command;

/** {@code schedules}: the job definitions at a glance. */
@Command(
        name = "schedules",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the job definitions, when each is due next, and what came of its last time.",
            "Checks them too: what is wrong is named with file and line."
        })
final class SchedulesCommand extends DatabaseCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    @Override
    int execute() {
        Columns columns = new Columns("name", "job", "wave", "cron", "window", "next", "last");
        for (ScheduleOverview.State state :
                StartFailure.explained(() -> get(ScheduleOverview.class)).list()) {
            JobDefinition definition = state.definition();
            columns.add(
                    definition.name(),
                    definition.job().jobName(),
                    wave(state),
                    definition.cron() + " " + definition.zone(),
                    Objects.toString(definition.window(), "none"),
                    next(state),
                    last(state));
        }
        columns.print(out(), "There are no job definitions.");
        return ExitCode.DONE;
    }

    private static String wave(ScheduleOverview.State state) {
        JobDefinition definition = state.definition();
        String written = definition.supplier() + "/" + definition.wave();
        String meant = state.nextWave();
        return meant == null || meant.equals(definition.wave().text()) ? written : written + " (" + meant + ")";
    }

    private static String next(ScheduleOverview.State state) {
        if (!state.definition().enabled()) {
            return "disabled";
        }
        ZonedDateTime next = state.nextFireAt();
        return next == null ? "never" : "at " + TIME.format(next);
    }

    private static String last(ScheduleOverview.State state) {
        Tick tick = state.lastTick();
        if (tick == null) {
            return "none";
        }
        String launched = tick.launched().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "at "
                + TIME.format(
                        tick.scheduledAt().atZoneSameInstant(state.definition().zone()))
                + (tick.missed() ? ", missed" : "")
                + (launched.isEmpty() ? "" : ", launched " + launched)
                + (tick.note() == null ? "" : ", " + tick.note());
    }
}
