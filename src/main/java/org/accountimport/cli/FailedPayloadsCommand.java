package org.accountimport.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.WaveFiles;
import picocli.CommandLine.Command;

/** {@code failed-payloads}: what to mend. */
@Command(
        name = "failed-payloads",
        mixinStandardHelpOptions = true,
        description =
                "Writes the payloads that were found wrong, as they were received: mend them and load the file again.")
final class FailedPayloadsCommand extends PayloadsCommand {

    @Override
    long write(WaveName from, OutputStream ndjson) throws IOException {
        return get(WaveFiles.class).writeFailedPayloads(from, ndjson);
    }
}
