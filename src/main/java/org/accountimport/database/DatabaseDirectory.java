package org.accountimport.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the embedded PostgreSQL and what lies in it. All of it belongs to one user and nobody else may read it.
 *
 * @param root absolute
 */
record DatabaseDirectory(Path root) {

    private static final int PASSWORD_BYTES = 32;
    private static final Set<String> OWN_FILES =
            Set.of("cluster", "cluster.new", "password", "starting.lock", "attached.lock", "server");

    /** PostgreSQL's own data directory. */
    Path cluster() {
        return root.resolve("cluster");
    }

    /** A cluster being made; it takes its name only when it is whole. */
    Path newCluster() {
        return root.resolve("cluster.new");
    }

    Path configuration() {
        return cluster().resolve("postgresql.conf");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    /** What the server said before it opened its log. */
    Path startLog() {
        return root.resolve("start.log");
    }

    Path logs() {
        return root.resolve("log");
    }

    boolean hasCluster() {
        return Files.exists(cluster(), LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws DatabaseStartException if it cannot be made or written, or holds something else */
    void prepare() {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root.getParent());
                make();
            }
            try (Stream<Path> files = Files.list(root)) {
                List<String> names =
                        files.map(file -> file.getFileName().toString()).toList();
                if (!names.isEmpty() && names.stream().noneMatch(OWN_FILES::contains)) {
                    throw new DatabaseStartException(
                            root + " holds files that are not of Account Import",
                            "choose another directory with account-import.database.directory");
                }
            }
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw unusable(e);
        }
        if (!Files.isWritable(root)) {
            throw unusable(new AccessDeniedException(root.toString()));
        }
    }

    private void make() throws IOException {
        try {
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Another process that starts at this moment may have made it since we looked.
            if (!Files.isDirectory(root)) {
                throw e;
            }
        }
    }

    /** @throws DatabaseStartException if the cluster is of another PostgreSQL or lacks what every cluster has */
    void checkCluster(String majorVersion) {
        Path version = cluster().resolve("PG_VERSION");
        for (Path necessary : List.of(version, cluster().resolve("global/pg_control"), passwordFile())) {
            if (!Files.isRegularFile(necessary)) {
                throw new DatabaseStartException(
                        "The database in " + root + " is damaged: " + root.relativize(necessary) + " is missing",
                        "restore the directory from a backup, or move it away to start with an empty database");
            }
        }
        String found = read(version).strip();
        if (!found.equals(majorVersion)) {
            throw new DatabaseStartException(
                    "The database in %s is of PostgreSQL %s, but this is PostgreSQL %s"
                            .formatted(root, found, majorVersion),
                    ("run the version of Account Import that wrote it, or dump it with PostgreSQL %s's pg_dump"
                                    + " and restore it into a new directory (account-import.database.directory)")
                            .formatted(found));
        }
    }

    String password() {
        return read(passwordFile()).strip();
    }

    /** For a cluster yet to be made. */
    void writeNewPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        write(passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }

    String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** What was added to a file since it had that many bytes; all of it when it was begun anew. */
    String readFrom(Path file, long bytes) {
        try (InputStream content = Files.newInputStream(file)) {
            if (Files.size(file) >= bytes) {
                content.skipNBytes(bytes);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Replaces the file as a whole, readable for its owner only, who is the owner of the directory. */
    void write(Path file, String content) {
        try {
            Path written = file.resolveSibling(file.getFileName() + ".tmp");
            Files.deleteIfExists(written);
            Files.createFile(
                    written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(written, content);
            Files.setOwner(written, Files.getOwner(root));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    DatabaseStartException unusable(Exception e) {
        String reason = reason(e);
        if (reason.contains("No space left")) {
            return diskFull(e);
        }
        return new DatabaseStartException(
                "The database directory " + root + " cannot be used: " + reason,
                "make it writable for this user, choose another with account-import.database.directory,"
                        + " or use a PostgreSQL of your own by setting SPRING_DATASOURCE_URL",
                e);
    }

    DatabaseStartException diskFull(@Nullable Throwable cause) {
        return new DatabaseStartException(
                "No space is left on the disk of " + root,
                "free some, or choose a directory on another disk with account-import.database.directory",
                cause);
    }

    private static String reason(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return reason(cause);
        }
        if (e instanceof AccessDeniedException) {
            return "access denied to user " + System.getProperty("user.name");
        }
        String told = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return told == null ? e.getClass().getSimpleName() : told;
    }

    /** Removes a file or a directory with all in it; nothing there is fine. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
