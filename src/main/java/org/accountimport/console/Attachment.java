package org.accountimport.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * An answer that is a file. It becomes one with the first byte, or when it is flushed: what goes wrong before is answered with
 * a page, and what goes wrong after cuts the connection. For use by one thread.
 */
final class Attachment extends OutputStream {

    private final HttpServletResponse response;
    private final String contentType;
    private final String fileName;
    private @Nullable OutputStream body;

    Attachment(HttpServletResponse response, String contentType, String fileName) {
        this.response = response;
        this.contentType = contentType;
        this.fileName = fileName;
    }

    private OutputStream body() throws IOException {
        OutputStream opened = body;
        if (opened == null) {
            response.setContentType(contentType);
            response.setCharacterEncoding(UTF_8.name());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(fileName, UTF_8)
                            .build()
                            .toString());
            opened = response.getOutputStream();
            response.flushBuffer();
            body = opened;
        }
        return opened;
    }

    @Override
    public void write(int one) throws IOException {
        body().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        body().write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        body().flush();
    }
}
