package org.accountimport.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The port the server will listen on.
 *
 * @param wanted 0 for the one of the last start while it is free, else for any free one
 */
record ServerPort(int wanted, DatabaseDirectory directory) {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** Somebody may take a port between its choice and its use. */
    static final int ATTEMPTS = 5;

    private static final Pattern CONFIGURED = Pattern.compile("(?m)^port = '(\\d{1,5})'$");

    /** @throws DatabaseStartException if the wanted one is taken */
    int choose() throws IOException {
        if (wanted != 0) {
            if (!isFree(wanted)) {
                throw new DatabaseStartException(
                        "Port " + wanted + " for the embedded PostgreSQL is in use by another program",
                        "choose another with account-import.database.port, or 0 for any free one");
            }
            return wanted;
        }
        if (Files.exists(directory.configuration())) {
            Matcher last = CONFIGURED.matcher(directory.read(directory.configuration()));
            if (last.find() && isFree(Integer.parseInt(last.group(1)))) {
                return Integer.parseInt(last.group(1));
            }
        }
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return any.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the server does: what only lingers after a close does not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
