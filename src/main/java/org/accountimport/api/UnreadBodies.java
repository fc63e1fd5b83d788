package org.accountimport.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;

/**
 * Reads what is left of a body after its request was answered, so that the client gets to see the answer and the connection
 * stays usable. Tomcat does so by itself for as long as the client likes; here a client that does not get on loses its
 * connection instead of holding a thread.
 */
final class UnreadBodies extends ValveBase {

    private static final int BUFFER_SIZE = 16 * 1024;

    private final long patience;
    private final long mostBytes;

    UnreadBodies(Duration patience, long mostBytes) {
        super(true);
        this.patience = patience.toNanos();
        this.mostBytes = mostBytes;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        // A client that waits for "100 Continue" was told not to send anything.
        if (request.isAsync()
                || request.getCoyoteRequest().isFinished()
                || request.getHeader(HttpHeaders.EXPECT) != null) {
            return;
        }
        response.finishResponse();
        boolean waitedForAlready = response.getStatus() == ErrorKind.REQUEST_TIMEOUT.status();
        if (waitedForAlready || !isDrained(request)) {
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        }
    }

    private boolean isDrained(Request request) {
        byte[] buffer = new byte[BUFFER_SIZE];
        long started = System.nanoTime();
        long bytes = 0;
        try {
            InputStream rest = request.getStream();
            while (bytes <= mostBytes && System.nanoTime() - started <= patience) {
                int count = rest.read(buffer, 0, buffer.length);
                if (count < 0) {
                    return true;
                }
                bytes += count;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
