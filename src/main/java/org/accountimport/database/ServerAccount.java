package org.accountimport.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom the server's programs run. PostgreSQL refuses to run as root; for any other user it is simply that user.
 *
 * @param prefix what stands before each command; empty for a normal user
 */
record ServerAccount(List<String> prefix) {

    private static final Logger log = LoggerFactory.getLogger(ServerAccount.class);

    /**
     * In a user namespace of its own root is nobody, which satisfies PostgreSQL, while files stay root's, so that no other
     * local user comes near them.
     */
    private static final List<String> OWN_NAMESPACE = List.of("unshare", "--user", "--");

    private static final String NO_ACCOUNT = "nobody";

    /** @throws DatabaseStartException if this is root and there is no sound way to be somebody else */
    static ServerAccount forDirectory(Path root) throws IOException {
        if (!"0".equals(outputOf("id", "-u"))) {
            return new ServerAccount(List.of());
        }
        int owner = (Integer) Files.getAttribute(root, "unix:uid");
        if (owner != 0) {
            return of(root, owner);
        }
        if (works(OWN_NAMESPACE)) {
            return new ServerAccount(OWN_NAMESPACE);
        }
        try (Stream<Path> files = Files.list(root)) {
            if (files.findAny().isEmpty()) {
                int nobody = Integer.parseInt(outputOf("id", "-u", NO_ACCOUNT));
                ServerAccount account = of(root, nobody);
                Files.setAttribute(root, "unix:uid", nobody);
                log.info("Root has no user namespaces here: {} will belong to user {}", root, NO_ACCOUNT);
                return account;
            }
        }
        throw refused(root);
    }

    /** Files that another user made are served as that user; root can still read them. */
    private static ServerAccount of(Path root, int user) {
        List<String> prefix = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--");
        if (!works(prefix)) {
            throw refused(root);
        }
        return new ServerAccount(prefix);
    }

    private static DatabaseStartException refused(Path root) {
        return new DatabaseStartException(
                "PostgreSQL does not run as root, and neither user namespaces (unshare --user) nor setpriv are available"
                        + " here for " + root,
                "start Account Import as a normal user who owns that directory, or set SPRING_DATASOURCE_URL to a PostgreSQL 15"
                        + " or newer");
    }

    private static boolean works(List<String> prefix) {
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(prefix.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String outputOf(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
}
