package org.accountimport.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.generator.GeneratorSettings;
import org.accountimport.generator.WaveGenerator;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Reconciliations;
import org.springframework.boot.test.context.TestComponent;

/** Waves to look at, each of them loaded once. */
@TestComponent
class SampleWaves {

    static final WaveName IMPORTED = new WaveName("NORLYS", "2026-W48");
    static final WaveName DRY_RUN = new WaveName("NORLYS", "2026-W49");
    /** The only wave of its supplier: nothing about it needs attention. */
    static final WaveName FINISHED = new WaveName("CALM", "2026-W47");

    /** Of a week that is past: no schedule takes it, whatever day it is. */
    static final WaveName PENDING = new WaveName("NORLYS_STRICT", "2026-W40");

    private static final int ACCOUNTS = 600;

    private final TestRuns runs;
    private final Reconciliations reconciliations;
    private boolean loaded;

    SampleWaves(TestRuns runs, Reconciliations reconciliations) {
        this.runs = runs;
        this.reconciliations = reconciliations;
    }

    /**
     * A wave that is imported and signed off; one that is dry-run, partly mended, dry-run again and imported; one that is
     * dry-run; and one that nobody has begun with.
     */
    synchronized void load() {
        if (loaded) {
            return;
        }
        runs.load(
                FINISHED,
                IntStream.range(0, 120)
                        .mapToObj(i ->
                                TestPayloads.edited("CALM-" + i, payload -> payload.put("import_supplier", "CALM")))
                        .toArray(String[]::new));
        runs.importWave(FINISHED);
        reconciliations.signOff(
                FINISHED, reconciliations.newest(FINISHED).orElseThrow().id(), "Anna Holm", null);
        List<String> first = generated(1, 0.06);
        runs.load(IMPORTED, first.toArray(String[]::new));
        runs.dryRun(IMPORTED);
        List<String> mended = generated(1, 0);
        runs.load(IMPORTED, mended.subList(0, ACCOUNTS / 3).toArray(String[]::new));
        runs.dryRun(IMPORTED);
        runs.importWave(IMPORTED);
        runs.load(DRY_RUN, generated(10_001, 0.12).toArray(String[]::new));
        runs.dryRun(DRY_RUN);
        runs.load(
                PENDING,
                IntStream.range(0, 40)
                        .mapToObj(i -> TestPayloads.edited(
                                "THIRD-" + i, payload -> payload.put("import_supplier", "NORLYS_STRICT")))
                        .toArray(String[]::new));
        loaded = true;
    }

    /** Payloads of generated accounts; the same first number gives the same accounts, right or wrong. */
    private static List<String> generated(long first, double wrongShare) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        GeneratorSettings settings = GeneratorSettings.of(7, ACCOUNTS, LocalDate.of(2026, 11, 23))
                .withFirst(first)
                .withWrongShare(wrongShare);
        try {
            var unused = new WaveGenerator(settings).write(lines, new StringWriter(), written -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
