package org.accountimport.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** A file of payloads, or standard input. */
final class PayloadFile {

    private static final String STANDARD_INPUT = "-";
    private static final int BUFFER_SIZE = 128 * 1024;

    private final @Nullable Path path;

    private PayloadFile(@Nullable Path path) {
        this.path = path;
    }

    /**
     * The files that the arguments name; a directory stands for the payload files in it, by name.
     *
     * @throws CommandFailedException when one cannot be read; none was opened then
     */
    static List<PayloadFile> find(List<String> arguments) {
        List<PayloadFile> files = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(STANDARD_INPUT)) {
                files.add(new PayloadFile(null));
            } else {
                files.addAll(find(Path.of(argument)));
            }
        }
        return files;
    }

    private static List<PayloadFile> find(Path path) {
        if (!Files.exists(path)) {
            throw CommandFailedException.badUsage("There is no file " + path + "; nothing was loaded.");
        }
        List<Path> paths = Files.isDirectory(path) ? payloadFiles(path) : List.of(path);
        for (Path file : paths) {
            if (!Files.isReadable(file)) {
                throw CommandFailedException.badUsage(file + " may not be read by this user; nothing was loaded.");
            }
        }
        return paths.stream().map(PayloadFile::new).toList();
    }

    private static List<Path> payloadFiles(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(PayloadFile::isPayloadFile)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw CommandFailedException.badUsage("Directory " + directory
                        + " holds no file that ends in .ndjson, .jsonl, .ndjson.gz or .jsonl.gz; nothing was loaded.");
            }
            return found;
        } catch (IOException e) {
            throw CommandFailedException.badUsage(
                    "Directory " + directory + " cannot be read: " + e.getMessage() + "; nothing was loaded.");
        }
    }

    private static boolean isPayloadFile(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String unpacked = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return unpacked.endsWith(".ndjson") || unpacked.endsWith(".jsonl");
    }

    static PayloadFile of(Path file) {
        return new PayloadFile(file);
    }

    String name() {
        return path == null ? "standard input" : path.toString();
    }

    InputStream open() throws IOException {
        if (path == null) {
            return System.in;
        }
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER_SIZE);
        if (!name().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            return file;
        }
        try {
            // Reads every member and refuses what follows them; the JDK's own stream would pass over it in silence.
            return GzipCompressorInputStream.builder()
                    .setInputStream(file)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}
