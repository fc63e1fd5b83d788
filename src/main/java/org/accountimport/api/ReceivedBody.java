package org.accountimport.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A request's body, unpacked if it was packed, as a stream that tells why it ends early. Flat in memory whatever is sent. For
 * one thread.
 */
final class ReceivedBody extends InputStream {

    private static final int BUFFER_SIZE = 64 * 1024;
    /** No honest gzip stream goes on for this long without giving a byte; a header with an endless file name does. */
    private static final int MOST_PACKED_BYTES_FOR_NOTHING = 1024 * 1024;

    private final Connection connection;
    private final boolean packed;
    private @Nullable InputStream source;

    private ReceivedBody(Connection connection, boolean packed) {
        this.connection = connection;
        this.packed = packed;
    }

    /**
     * Opens the body of a request; nothing is read yet.
     *
     * @throws Refusal when it is in a charset or content encoding that is not taken
     */
    static ReceivedBody of(HttpServletRequest request, SlowClient client) throws IOException {
        requireUtf8(request);
        boolean packed = isPacked(request);
        return new ReceivedBody(new Connection(request.getInputStream(), client), packed);
    }

    private static void requireUtf8(HttpServletRequest request) {
        String contentType = request.getContentType();
        String charset = contentType == null
                ? null
                : MediaType.parseMediaType(contentType).getParameter("charset");
        if (charset != null
                && !StandardCharsets.UTF_8.name().equalsIgnoreCase(charset.replace("\"", ""))
                && !"utf8".equalsIgnoreCase(charset.replace("\"", ""))) {
            throw Refusal.of(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE, "JSON is sent in UTF-8; leave the charset parameter out.");
        }
    }

    private static boolean isPacked(HttpServletRequest request) {
        List<String> codings = Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        if (codings.isEmpty()) {
            return false;
        }
        if (codings.size() == 1
                && (codings.get(0).equals("gzip") || codings.get(0).equals("x-gzip"))) {
            return true;
        }
        throw Refusal.ofContentEncoding("The content encodings taken are gzip and none; gzip once at most.");
    }

    boolean isPacked() {
        return packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads on.
     *
     * @throws BrokenBodyException when the connection or the packed data ends before the body does, or the client is too slow
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = source().read(target, offset, length);
            connection.somethingCameOf();
            return count;
        } catch (BrokenBodyException e) {
            throw e;
        } catch (IOException e) {
            throw new BrokenBodyException(
                    ErrorKind.PARSE_ERROR, "its gzip data is damaged, incomplete or followed by something else", e);
        }
    }

    private InputStream source() throws IOException {
        InputStream opened = source;
        if (opened == null) {
            opened = packed ? unpacked(connection) : connection;
            source = opened;
        }
        return opened;
    }

    /** The JDK's own stream passes silently over what follows the first member when the network is slow. */
    private static InputStream unpacked(InputStream packed) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(new BufferedInputStream(packed, BUFFER_SIZE))
                .setDecompressConcatenated(true)
                .get();
    }

    /** The body as it comes over the connection. */
    private static final class Connection extends FilterInputStream {

        private final SlowClient client;
        private long forNothing;

        Connection(InputStream body, SlowClient client) {
            super(body);
            this.client = client;
        }

        void somethingCameOf() {
            forNothing = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (forNothing > MOST_PACKED_BYTES_FOR_NOTHING) {
                throw new BrokenBodyException(ErrorKind.PARSE_ERROR, "its gzip header does not end", null);
            }
            long began = System.nanoTime();
            int count;
            try {
                count = in.read(target, offset, length);
            } catch (IOException e) {
                throw isTimeout(e)
                        ? new BrokenBodyException(ErrorKind.REQUEST_TIMEOUT, "it did not arrive in time", e)
                        : new BrokenBodyException(ErrorKind.PARSE_ERROR, "it ends before it is complete", e);
            }
            if (count > 0) {
                client.sent(count, System.nanoTime() - began);
                forNothing += count;
            }
            return count;
        }

        private static boolean isTimeout(IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SocketTimeoutException) {
                    return true;
                }
            }
            return false;
        }
    }
}
