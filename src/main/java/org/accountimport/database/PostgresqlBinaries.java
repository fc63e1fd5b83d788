package org.accountimport.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this machine.
 *
 * @param archive as it comes with the application
 * @param home where it is unpacked, or will be: with {@code bin}, {@code lib} and {@code share}
 */
record PostgresqlBinaries(URL archive, Path home) {

    private static final Logger log = LoggerFactory.getLogger(PostgresqlBinaries.class);

    static final String MAJOR_VERSION = "18";

    private static final int OWNER_MAY_EXECUTE = 0100;

    /** @throws DatabaseStartException if there are none for this platform */
    static PostgresqlBinaries forThisPlatform(Path directory) {
        return forPlatform(
                platform(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Files.exists(Path.of("/etc/alpine-release"))),
                directory);
    }

    static PostgresqlBinaries forPlatform(String platform, Path directory) {
        URL archive = PostgresqlBinaries.class.getClassLoader().getResource("postgres-" + platform + ".txz");
        if (archive == null) {
            throw new DatabaseStartException(
                    "There is no embedded PostgreSQL for this platform (" + platform + ")",
                    "set SPRING_DATASOURCE_URL to a PostgreSQL 15 or newer, or run on macOS or Linux with glibc, on x86-64"
                            + " or ARM64");
        }
        try {
            return new PostgresqlBinaries(archive, directory.resolve(platform + "-" + fingerprint(archive)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing if that was done before. Not safe for several processes at once. */
    void unpack() throws IOException {
        if (!Files.exists(home)) {
            log.info("Unpacking PostgreSQL to {}", home);
            Path unpacking = home.resolveSibling("unpacking");
            DatabaseDirectory.delete(unpacking);
            Files.createDirectories(unpacking);
            unpack(archive, unpacking);
            Files.move(unpacking, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes what other versions left, some 60 MB each; only when none of their servers runs. */
    void deleteOthers() throws IOException {
        try (Stream<Path> homes = Files.list(home.getParent())) {
            for (Path other : homes.filter(directory -> !directory.equals(home)).toList()) {
                DatabaseDirectory.delete(other);
            }
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Names the archive's content: another one is another server. */
    String fingerprint() {
        return home.getFileName().toString();
    }

    /** The platform in the words of the archives' names. */
    static String platform(String system, String architecture, boolean alpine) {
        String name = system.toLowerCase(Locale.ROOT);
        String family = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
        return family + "-" + processor + (alpine ? "-alpine_linux" : "");
    }

    /** From the jar's directory, so that a start need not read the whole archive. */
    private static String fingerprint(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        long fingerprint = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong();
        return Long.toHexString(fingerprint);
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream packed = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path file = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
