package org.accountimport.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file store that is a directory. Nothing outside it exists, wherever links in it may lead. */
public final class DirectoryFileStore implements FileStore {

    private final Path root;

    /**
     * Opens the directory.
     *
     * @throws IllegalArgumentException when it is not there or is no directory
     */
    public DirectoryFileStore(Path root) {
        try {
            this.root = root.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException("The file store " + root + " cannot be opened; name a directory", e);
        }
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException("The file store " + root + " is no directory; name one");
        }
    }

    @Override
    public boolean exists(String path) {
        try {
            Path file = root.resolve(path).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file);
        } catch (IOException | InvalidPathException notThere) {
            return false;
        }
    }
}
