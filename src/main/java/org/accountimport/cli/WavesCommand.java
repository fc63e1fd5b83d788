package org.accountimport.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveOverview;
import org.accountimport.wave.WaveOverviews;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waves}: every wave at a glance. */
@Command(name = "waves", mixinStandardHelpOptions = true, description = "Lists waves, the newest first.")
final class WavesCommand extends DatabaseCommand {

    @Option(names = "--supplier", paramLabel = "CODE", description = "only this import supplier's")
    private @Nullable String importSupplier;

    @Option(names = "--limit", paramLabel = "N", description = "how many; default ${DEFAULT-VALUE}")
    private int limit = 100;

    @Override
    int execute() {
        Columns columns = new Columns("wave", "accounts", "by status", "newest run");
        for (WaveOverview wave :
                get(WaveOverviews.class).page(importSupplier, null, null, limit).waves()) {
            columns.add(
                    wave.wave().toString(), Text.number(wave.total()), statuses(wave.counts()), run(wave.newestRun()));
        }
        columns.print(out(), "There is no wave yet; 'load' makes one.");
        return ExitCode.DONE;
    }

    private static String statuses(Map<ImportStatus, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> Text.number(count.getValue()) + " " + count.getKey())
                .collect(Collectors.joining(", ", "", " "))
                .strip();
    }

    private static String run(@Nullable RunReport run) {
        if (run == null) {
            return "none";
        }
        String state = run.isRunning() ? RunSummary.progress(run) : run.status();
        return run.kind().jobName() + " " + run.jobExecutionId() + ": " + state
                + (run.stopReason() == null ? "" : " (" + run.stopReason() + ")");
    }
}
