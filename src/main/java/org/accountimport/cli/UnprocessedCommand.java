package org.accountimport.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.WaveFiles;
import picocli.CommandLine.Command;

/** {@code unprocessed}: what is not imported. */
@Command(
        name = "unprocessed",
        mixinStandardHelpOptions = true,
        description =
                "Writes the payloads of which no account was created and that were not withdrawn, as they were received.")
final class UnprocessedCommand extends PayloadsCommand {

    @Override
    long write(WaveName from, OutputStream ndjson) throws IOException {
        return get(WaveFiles.class).writeUnprocessedPayloads(from, ndjson);
    }
}
