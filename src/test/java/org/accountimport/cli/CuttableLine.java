package org.accountimport.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A TCP connection on the way to a server, which a test can cut: what is connected breaks, and nobody gets through. */
final class CuttableLine implements AutoCloseable {

    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean cut;

    private CuttableLine(int target, ServerSocket listening) {
        this.target = target;
        this.listening = listening;
    }

    /** A line to a port of this machine; nobody has to listen there yet. */
    static CuttableLine to(int port) throws IOException {
        CuttableLine line = new CuttableLine(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        line.threads.execute(line::accept);
        return line;
    }

    /** Where to connect instead. */
    int port() {
        return listening.getLocalPort();
    }

    void cut() {
        cut = true;
        ends.forEach(CuttableLine::closeQuietly);
    }

    /** Returns at once; the line is mended later. */
    void cutFor(Duration duration) {
        cut();
        CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> cut = false);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                // closed, or the server is away: whoever connected sees that
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        ends.add(client);
        ends.add(server);
        try {
            if (cut) {
                throw new IOException("cut");
            }
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            closeQuietly(client);
            closeQuietly(server);
            throw e;
        }
        threads.execute(() -> pass(client, server));
        threads.execute(() -> pass(server, client));
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one end is gone, and so is the other in a moment
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        threads.shutdownNow();
    }
}
