package org.accountimport.security;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the embedded database, the key that a first start makes, so that whoever starts it gets in. */
public class FirstKey {

    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final ApiKeys keys;
    private final Path file;
    private @Nullable String made;

    /** @param file where the key is kept for whoever starts the server */
    FirstKey(ApiKeys keys, Path file) {
        this.keys = keys;
        this.file = file;
    }

    /** The key, when this start has made it. Says it once: empty from then on. */
    public synchronized Optional<String> take() {
        Optional<String> taken = Optional.ofNullable(made);
        made = null;
        return taken;
    }

    public Path file() {
        return file;
    }

    /** @throws AccessStartException when the key cannot be kept; none is made then */
    synchronized void makeWhereThereIsNone() {
        Secret secret = Secret.random();
        if (!keys.list().isEmpty()) {
            if (!Files.exists(file)) {
                LOG.info(
                        "There is no {}, and keys are stored as hashes only; the keys made so far go on working, and"
                                + " 'account-import keys create NAME --role admin' makes another",
                        file);
            }
            return;
        }
        Path written = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            written = Files.createTempFile(file.toAbsolutePath().getParent(), "admin-key", ".new", OWNER_ONLY);
            Files.writeString(written, secret.text() + "\n");
            if (keys.createFirst(secret).isPresent()) {
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                made = secret.text();
            } else {
                Files.delete(written);
            }
        } catch (FileAlreadyExistsException e) {
            throw new AccessStartException(file.toAbsolutePath().getParent() + " is a file and must be a directory", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new AccessStartException(
                    "The first key cannot be written to " + file + ": " + e.getMessage()
                            + ". Mend that, or make one with 'account-import keys create NAME --role admin'",
                    e);
        }
    }
}
