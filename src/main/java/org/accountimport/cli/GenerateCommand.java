package org.accountimport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.accountimport.generator.GeneratorSettings;
import org.accountimport.generator.WaveGenerator;
import org.accountimport.generator.WaveSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code generate}: makes a wave of fictitious accounts. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a wave of fictitious Danish accounts, some of them wrong, and a manifest of what is wrong with which.",
            "The same options always make the same file."
        })
final class GenerateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "OUTPUT",
            description = "the file to write, packed when it ends in .gz; FILE.manifest.json lands beside it")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Option(names = "--accounts", defaultValue = "1000", description = "how many; default ${DEFAULT-VALUE}")
    private long accounts;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "another seed makes other accounts; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--wrong-share",
            defaultValue = "0.04",
            description = "share of wrong accounts, 0 to 1; default ${DEFAULT-VALUE}")
    private double wrongShare;

    @Option(
            names = "--supplier",
            defaultValue = "NORLYS",
            description = "whose accounts they are; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private String supplier;

    @Option(
            names = "--prefix",
            defaultValue = "NOR-",
            description = "what external account numbers begin with; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private String prefix;

    @Option(
            names = "--first",
            defaultValue = "1",
            description = "number of the first account; default ${DEFAULT-VALUE}")
    private long first;

    @Option(names = "--today", description = "the day that everything lies before, as 2026-11-23; default today")
    private LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));

    @Option(
            names = "--broken-lines",
            defaultValue = "0",
            description = "lines beside the accounts that cannot be loaded; default ${DEFAULT-VALUE}")
    private long brokenLines;

    @Override
    public Integer call() {
        GeneratorSettings settings = settings();
        requireDirectory();
        long started = System.nanoTime();
        try {
            WaveSummary summary = new WaveGenerator(settings).write(output, written -> {});
            var out = spec.commandLine().getOut();
            out.printf(
                    "Wrote %s: %s accounts, %s of them wrong, %s lines that cannot be loaded (%s)%n",
                    output,
                    Text.number(summary.accounts()),
                    Text.number(summary.wrongAccounts()),
                    Text.number(summary.rejectedLines()),
                    Text.rate(summary.lines(), System.nanoTime() - started, "lines"));
            out.printf("What is wrong with which account stands in %s%n", WaveGenerator.manifestOf(output));
            out.flush();
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandFailedException.failed(output + " cannot be written: " + e.getMessage() + ".");
        }
    }

    private GeneratorSettings settings() {
        try {
            return new GeneratorSettings(supplier, seed, accounts, wrongShare, prefix, first, today, brokenLines);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.badUsage(e.getMessage() + ".");
        }
    }

    private void requireDirectory() {
        Path directory = output.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw CommandFailedException.badUsage("There is no directory " + directory + " to write into.");
        }
    }
}
