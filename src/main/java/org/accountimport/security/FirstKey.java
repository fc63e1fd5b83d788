package org.accountimport.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the embedded database, the key that a first start makes, so that whoever starts it gets in. Its file is in its place before
 * the key is committed: a process that dies in between leaves a file that opens nothing, which the next start replaces, and
 * never a key that nobody has.
 */
public class FirstKey {

    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> NEW_ON_DISK =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);

    private final ApiKeys keys;
    private final @Nullable Path file;
    private @Nullable String made;

    /** @param file where the key is kept for whoever starts the server; null where the database is not the embedded one */
    FirstKey(ApiKeys keys, @Nullable Path file) {
        this.keys = keys;
        this.file = file;
    }

    /** The key, when this start has made it. Says it once: empty from then on. */
    public synchronized Optional<String> take() {
        Optional<String> taken = Optional.ofNullable(made);
        made = null;
        return taken;
    }

    /** Where the first key is kept, as the directory is configured; empty where the database is not the embedded one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** @throws AccessStartException when the key cannot be kept; none is made then */
    void makeWhereThereIsNone() {
        if (file != null) {
            makeWhereThereIsNone(file);
        }
    }

    private synchronized void makeWhereThereIsNone(Path kept) {
        try {
            Optional<ApiKeys.Created> created = keys.createFirst(secret -> keep(secret, kept));
            created.ifPresent(key -> made = key.secret());
            if (created.isEmpty()) {
                Files.deleteIfExists(beside(kept));
                sayWhatBecameOfIt(kept);
            }
        } catch (FileAlreadyExistsException e) {
            throw new AccessStartException(kept.toAbsolutePath().getParent() + " is a file and must be a directory", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new AccessStartException(
                    "The first key cannot be written to " + kept + ": " + e.getMessage()
                            + ". Mend that, or make one with 'account-import keys create NAME --role admin'",
                    e);
        }
    }

    /** Whole or not at all, and readable for nobody else at any moment. */
    private static void keep(Secret secret, Path kept) throws IOException {
        Files.createDirectories(kept.toAbsolutePath().getParent());
        Path written = beside(kept);
        Files.deleteIfExists(written);
        try (SeekableByteChannel channel = Files.newByteChannel(written, NEW_ON_DISK, OWNER_ONLY)) {
            ByteBuffer text = StandardCharsets.US_ASCII.encode(secret.text() + "\n");
            while (text.hasRemaining()) {
                channel.write(text);
            }
        }
        Files.move(written, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path beside(Path kept) {
        return kept.resolveSibling(kept.getFileName() + ".new");
    }

    private void sayWhatBecameOfIt(Path kept) throws IOException {
        if (!Files.exists(kept)) {
            LOG.info(
                    "There is no {}, and keys are stored as hashes only; the keys made so far go on working, and"
                            + " 'account-import keys create NAME --role admin' makes another",
                    kept);
        } else if (keys.holderOf(Files.readString(kept).strip()).isEmpty()) {
            LOG.info(
                    "The key in {} does not hold; the other keys made so far go on working, and 'account-import keys create"
                            + " NAME --role admin' makes another",
                    kept);
        }
    }
}
