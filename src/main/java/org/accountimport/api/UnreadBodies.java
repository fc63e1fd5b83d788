package org.accountimport.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpHeaders;

/**
 * Reads what is left of a body after its request was answered, so that the client gets to see the answer and the connection
 * stays usable. Tomcat does so by itself for as long as the client likes; here a client that does not get on loses its
 * connection instead of holding a thread.
 */
final class UnreadBodies extends ValveBase {

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
        Discarded discarded = new Discarded();
        long started = System.nanoTime();
        long bytes = 0;
        try {
            while (bytes <= mostBytes && System.nanoTime() - started <= patience) {
                // Below the servlet's stream, which the end of the answer has closed.
                int count = request.getCoyoteRequest().doRead(discarded);
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

    /** Where bytes go that nobody wants. */
    private static final class Discarded implements ApplicationBufferHandler {

        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer filled) {
            buffer = filled;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Nothing is kept.
        }
    }
}
