package org.accountimport.cli;

import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.importprocess.Withdrawals;
import org.accountimport.payload.PayloadKeyReader;
import org.accountimport.wave.WaveOverview;
import org.accountimport.wave.WaveOverviews;
import org.accountimport.wave.Waves;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cancel}: withdraws what is not imported. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Withdraws every account of a wave that is not imported, or a single one. No run takes it any more.",
            "Loading it again brings it back."
        })
final class CancelCommand extends DatabaseCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Option(
            names = "--account",
            paramLabel = "NUMBER",
            description = "only this external account number of the wave's supplier")
    private @Nullable String account;

    @Option(names = "--confirm", description = "really withdraw a whole wave")
    private boolean confirmed;

    @Override
    int execute() {
        Withdrawals withdrawals = get(Withdrawals.class);
        if (account != null) {
            boolean cancelled = withdrawals.cancelAccount(
                    wave.importSupplier(), PayloadKeyReader.cleaned(account), Actor.commandLine());
            if (!cancelled) {
                throw CommandFailedException.badUsage("Account " + wave.importSupplier() + "/" + account
                        + " was never queued, is imported, or is withdrawn already; 'status' tells which.");
            }
            out().printf("Account %s/%s is withdrawn.%n", wave.importSupplier(), account);
            return ExitCode.DONE;
        }
        WaveOverview overview = get(WaveOverviews.class).find(wave);
        if (!confirmed) {
            throw CommandFailedException.badUsage(
                    "This withdraws %s accounts of wave %s that are not imported; say --confirm if that is right."
                            .formatted(Text.number(unprocessed(overview)), wave));
        }
        long cancelled = withdrawals.cancelWave(get(Waves.class).id(wave), Actor.commandLine());
        out().printf("%s accounts of wave %s are withdrawn.%n", Text.number(cancelled), wave);
        return ExitCode.DONE;
    }

    private static long unprocessed(WaveOverview overview) {
        return overview.total()
                - overview.counts().getOrDefault(ImportStatus.PROCESSED, 0L)
                - overview.counts().getOrDefault(ImportStatus.CANCELLED, 0L);
    }
}
