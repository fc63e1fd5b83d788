package org.accountimport.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that hands out payloads of a wave as they were received, one a line. */
abstract class PayloadsCommand extends DatabaseCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to write; default: standard output")
    private @Nullable Path file;

    /** Writes them; returns how many there were. */
    abstract long write(WaveName from, OutputStream ndjson) throws IOException;

    @Override
    final int execute() throws IOException {
        if (file == null) {
            write(wave, new BufferedOutputStream(new FilterOutputStream(System.out)));
            return ExitCode.DONE;
        }
        long written = writeTo(file);
        out().printf("%s payloads of wave %s are in %s.%n", Text.number(written), wave, file);
        return ExitCode.DONE;
    }

    /** A file of this name is either whole or not there. */
    private long writeTo(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw CommandFailedException.badUsage("There is no directory " + directory + " to write into.");
        }
        Path unfinished = Files.createTempFile(directory, "." + target.getFileName(), ".unfinished");
        try {
            long written;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                written = write(wave, out);
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
