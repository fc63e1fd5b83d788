package org.accountimport.api;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Tomcat refuses before the application sees it: a bad request line, headers that are too large, a path that
 * cannot be decoded. Tomcat makes it by its name, so class and constructor are public.
 */
public final class JsonErrorReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(JsonErrorReportValve.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    public JsonErrorReportValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean connected = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, connected);
        if (!connected.get()) {
            return;
        }
        byte[] body = JSON.writeValueAsBytes(body(ErrorKind.ofStatus(response.getStatus()), failure));
        try {
            response.setHeader(HttpHeaders.CACHE_CONTROL, WebConfiguration.NO_STORE);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("A client went away before it could be told what was wrong with its request");
        }
    }

    private static ErrorBody body(ErrorKind kind, @Nullable Throwable failure) {
        if (kind.status() < 500) {
            return kind.body();
        }
        String errorId = UUID.randomUUID().toString();
        LOG.warn("The container answered {}, error id {}", kind.status(), errorId, failure);
        return kind.body().withErrorId(errorId);
    }
}
