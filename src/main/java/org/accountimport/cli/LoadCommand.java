package org.accountimport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.IntakeInterruptedException;
import org.accountimport.importprocess.IntakeResult;
import org.accountimport.importprocess.WaveName;
import org.accountimport.supplier.ImportSuppliers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code load}: puts the payloads of files into a wave. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Puts payloads into a wave's queue. Loading the same file twice changes nothing.",
            "Files hold one payload a line (NDJSON); those that end in .gz are unpacked."
        })
final class LoadCommand extends DatabaseCommand {

    @Parameters(
            index = "0",
            paramLabel = "WAVE",
            converter = WaveNameConverter.class,
            description = "SUPPLIER/NAME, for instance NORLYS/2026-W48")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "a file, a directory of files, or - for standard input")
    @SuppressWarnings("NullAway.Init")
    private List<String> files;

    @Override
    int execute() {
        List<PayloadFile> sources = PayloadFile.find(files);
        requireSupplier(get(ImportSuppliers.class));
        Intake intake = get(Intake.class);
        List<IntakeResult> results = new ArrayList<>();
        for (PayloadFile source : sources) {
            results.add(load(intake, source, results));
        }
        boolean rejected = results.stream().anyMatch(result -> result.rejected() > 0);
        return rejected ? ExitCode.WITH_ERRORS : ExitCode.DONE;
    }

    private void requireSupplier(ImportSuppliers suppliers) {
        if (suppliers.find(wave.importSupplier()).isEmpty()) {
            throw CommandFailedException.badUsage("There is no import supplier " + wave.importSupplier()
                    + "; configured are " + String.join(", ", suppliers.codes()) + ".");
        }
    }

    private IntakeResult load(Intake intake, PayloadFile source, List<IntakeResult> before) {
        long started = System.nanoTime();
        try {
            IntakeResult result = queue(intake, source);
            requirePayloads(source, result);
            report(source, result, System.nanoTime() - started);
            return result;
        } catch (IntakeInterruptedException e) {
            throw unreadable(source, e, e.result(), before);
        } catch (IOException e) {
            throw unreadable(source, e, null, before);
        }
    }

    private IntakeResult queue(Intake intake, PayloadFile source) throws IOException {
        try (InputStream stream = source.open();
                LoadProgress progress = LoadProgress.of(source.name())) {
            return intake.load(wave, stream, Actor.commandLine(), progress);
        }
    }

    private static void requirePayloads(PayloadFile source, IntakeResult result) {
        if (result.read() == 0) {
            throw CommandFailedException.badUsage(source.name() + " is empty; nothing was loaded from it.");
        }
        boolean noJson = result.rejected() == result.read()
                && result.rejects().stream().allMatch(reject -> reject.code().equals("parse_error"));
        if (noJson) {
            throw CommandFailedException.badUsage(source.name()
                    + " is not NDJSON: none of its lines is a JSON document; nothing was loaded from it. Line "
                    + result.rejects().get(0).line() + ": "
                    + result.rejects().get(0).detail());
        }
    }

    private CommandFailedException unreadable(
            PayloadFile source, IOException cause, @Nullable IntakeResult result, List<IntakeResult> before) {
        long loaded = before.stream().mapToLong(LoadCommand::kept).sum() + (result == null ? 0 : kept(result));
        return CommandFailedException.badUsage(
                "%s cannot be read%s: %s. %s"
                        .formatted(
                                source.name(),
                                result == null ? "" : " beyond line " + Text.number(result.read()),
                                cause.getMessage(),
                                loaded == 0
                                        ? "Nothing was loaded."
                                        : Text.number(loaded)
                                                + " accounts are in the queue; mend the file and load it again, they are not queued twice."));
    }

    private static long kept(IntakeResult result) {
        return result.queued() + result.replaced() + result.unchanged();
    }

    private void report(PayloadFile source, IntakeResult result, long nanoseconds) {
        var out = out();
        out.printf(
                "Loaded %s into %s: %s read, %s queued, %s replaced, %s unchanged, %s rejected (%s)%n",
                source.name(),
                wave,
                Text.number(result.read()),
                Text.number(result.queued()),
                Text.number(result.replaced()),
                Text.number(result.unchanged()),
                Text.number(result.rejected()),
                Text.rate(result.read(), nanoseconds, "lines"));
        for (IntakeResult.Reject reject : result.rejects()) {
            out.printf("  line %d: %s: %s%n", reject.line(), reject.code(), reject.detail());
        }
        if (result.rejected() > result.rejects().size()) {
            out.printf(
                    "  and %s more%n",
                    Text.number(result.rejected() - result.rejects().size()));
        }
        out.flush();
    }
}
