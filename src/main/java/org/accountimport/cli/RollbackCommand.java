package org.accountimport.cli;

import org.accountimport.account.AccountRemover.Removal;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.wave.WaveOverviews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollback}: takes a wave's accounts back. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Removes the accounts that imports of a wave have created, and queues their payloads again.",
            "Accounts that were changed since their import are kept and counted."
        })
final class RollbackCommand extends RunCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Option(names = "--confirm", description = "really remove the accounts")
    private boolean confirmed;

    @Override
    int execute() {
        if (!confirmed) {
            long processed = get(WaveOverviews.class).find(wave).counts().getOrDefault(ImportStatus.PROCESSED, 0L);
            throw CommandFailedException.badUsage(
                    "This removes %s accounts that were imported with wave %s; say --confirm if that is right."
                            .formatted(Text.number(processed), wave));
        }
        return await(get(RunLauncher.class).rollBack(wave, Actor.commandLine()));
    }

    static String text(Removal reason) {
        return switch (reason) {
            case REMOVED -> "removed";
            case CHANGED_SINCE_IMPORT -> "changed since their import";
            case ACCOUNT_MISSING -> "not there any more";
            case IN_USE -> "referred to by something else";
        };
    }
}
