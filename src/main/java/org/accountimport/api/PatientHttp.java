package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP with an end to the patience with headers: Tomcat begins to count anew with every byte, so that a byte now and then would
 * keep a connection for ever. Tomcat makes it by its name, so class and constructor are public.
 */
public final class PatientHttp extends Http11NioProtocol {

    private static final byte[] REFUSAL = refusal();

    private long patience = Long.MAX_VALUE;

    public PatientHttp() {}

    /** How long the headers of a request may take. */
    void setPatience(Duration time) {
        patience = time.toNanos();
    }

    @Override
    protected Processor createProcessor() {
        return new PatientProcessor(this);
    }

    private static byte[] refusal() {
        byte[] body = JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build()
                .writeValueAsBytes(ErrorKind.REQUEST_TIMEOUT.body());
        String headers = "HTTP/1.1 408 \r\nContent-Type: application/json\r\nCache-Control: no-store\r\n"
                + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
        return (headers + new String(body, UTF_8)).getBytes(UTF_8);
    }

    private static final class PatientProcessor extends Http11Processor {

        private final PatientHttp http;
        private @Nullable SocketWrapperBase<?> waitingFor;
        private long since;

        PatientProcessor(PatientHttp http) {
            super(http, http.getAdapter());
            this.http = http;
        }

        /** Called whenever there is something to read; LONG says that the headers are not complete yet. */
        @Override
        public SocketState service(SocketWrapperBase<?> connection) throws IOException {
            SocketState state = super.service(connection);
            if (state != SocketState.LONG || isAsync()) {
                waitingFor = null;
                return state;
            }
            if (waitingFor != connection) {
                waitingFor = connection;
                since = System.nanoTime();
            }
            if (System.nanoTime() - since <= http.patience) {
                return state;
            }
            waitingFor = null;
            connection.write(true, REFUSAL, 0, REFUSAL.length);
            connection.flush(true);
            return SocketState.CLOSED;
        }
    }
}
