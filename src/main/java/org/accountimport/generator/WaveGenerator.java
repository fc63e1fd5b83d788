package org.accountimport.generator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes waves of fictitious Danish accounts, most of them right, some of them wrong in known ways.
 *
 * <p>An account depends on the settings and its sequence number alone, never on the accounts before it; memory stays
 * flat however large the wave. Immutable and safe for many threads, except that a wave is written by one of them.
 */
public final class WaveGenerator {

    private static final int MISTAKE_STREAM = 2;
    private static final int BUFFER = 1 << 16;

    private final GeneratorSettings settings;
    private final SupplierConventions supplier;
    private final AccountAuthor author;
    private final BrokenLines brokenLines;

    public WaveGenerator(GeneratorSettings settings) {
        this.settings = settings;
        this.supplier = SupplierConventions.of(settings.importSupplier());
        this.author = new AccountAuthor(settings);
        this.brokenLines = new BrokenLines(settings, author);
    }

    /** The account of that sequence number, whether or not it belongs to the wave. */
    public GeneratedAccount account(long sequence) {
        ObjectNode content = author.write(sequence);
        SeededRandom random = SeededRandom.of(settings.seed(), sequence, MISTAKE_STREAM);
        if (!random.chance(settings.wrongShare())) {
            return new GeneratedAccount(sequence, content, List.of());
        }
        Spot spot = spot(content, random);
        Mistakes.plantSome(spot);
        return new GeneratedAccount(sequence, content, spot.consequences().inOrder());
    }

    /** The right account of that sequence number with one mistake in it; null if it has no spot for this mistake. */
    @Nullable
    GeneratedAccount accountWith(Mistake mistake, long sequence) {
        ObjectNode content = author.write(sequence);
        Spot spot = spot(content, SeededRandom.of(settings.seed(), sequence, MISTAKE_STREAM));
        return Mistakes.plant(mistake, spot)
                ? new GeneratedAccount(sequence, content, spot.consequences().inOrder())
                : null;
    }

    private Spot spot(ObjectNode content, SeededRandom random) {
        Place account = Place.ofAccount(content);
        return new Spot(account, account, supplier, settings.today(), random, new Consequences());
    }

    /**
     * Writes the wave as NDJSON, a bare payload object a line, and its manifest. Closes neither of the two.
     *
     * @param progress told how many accounts are written, after each
     */
    public WaveSummary write(OutputStream ndjson, Writer manifest, LongConsumer progress) throws IOException {
        WaveTotals totals = new WaveTotals();
        ManifestWriter entries = new ManifestWriter(manifest);
        entries.begin(settings);
        long broken = 0;
        for (long written = 0; written < settings.accounts(); written++) {
            broken = writeBrokenLines(ndjson, broken, written);
            GeneratedAccount account = account(settings.first() + written);
            writeLine(ndjson, account.json());
            totals.add(account);
            if (!account.violations().isEmpty()) {
                entries.wrong(written + broken + 1, account);
            }
            progress.accept(written + 1);
        }
        broken = writeBrokenLines(ndjson, broken, settings.accounts());
        ndjson.flush();
        WaveSummary summary = totals.summary(broken);
        entries.finish(brokenLines, summary, totals);
        return summary;
    }

    /**
     * Writes the wave into a file, compressed if its name ends in {@code .gz}, and its manifest beside it (see
     * {@link #manifestOf}). Existing files are replaced, but only once the new ones are complete.
     */
    public WaveSummary write(Path file, LongConsumer progress) throws IOException {
        Path manifest = manifestOf(file);
        Path unfinishedFile = unfinished(file);
        Path unfinishedManifest = unfinished(manifest);
        try {
            WaveSummary summary;
            try (OutputStream lines = open(unfinishedFile, file.toString().endsWith(".gz"));
                    Writer entries = Files.newBufferedWriter(unfinishedManifest, StandardCharsets.UTF_8)) {
                summary = write(lines, entries, progress);
            }
            Files.move(unfinishedFile, file, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinishedManifest, manifest, StandardCopyOption.REPLACE_EXISTING);
            return summary;
        } finally {
            Files.deleteIfExists(unfinishedFile);
            Files.deleteIfExists(unfinishedManifest);
        }
    }

    /** Where the manifest of a wave's file is written: {@code w48.ndjson.gz} has {@code w48.manifest.json}. */
    public static Path manifestOf(Path file) {
        String name = file.getFileName().toString();
        for (String ending : List.of(".gz", ".ndjson")) {
            if (name.endsWith(ending)) {
                name = name.substring(0, name.length() - ending.length());
            }
        }
        return file.resolveSibling(name + ".manifest.json");
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static OutputStream open(Path file, boolean compressed) throws IOException {
        OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        return compressed ? new GZIPOutputStream(bytes, BUFFER) : bytes;
    }

    private long writeBrokenLines(OutputStream ndjson, long written, long accounts) throws IOException {
        long broken = written;
        while (broken < settings.brokenLines() && brokenLines.accountsBefore(broken) == accounts) {
            writeLine(ndjson, brokenLines.content(broken));
            broken++;
        }
        return broken;
    }

    private static void writeLine(OutputStream ndjson, byte[] line) throws IOException {
        ndjson.write(line);
        ndjson.write('\n');
    }
}
