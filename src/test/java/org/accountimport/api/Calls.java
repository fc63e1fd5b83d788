package org.accountimport.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.accountimport.security.TestKeys;
import org.jspecify.annotations.Nullable;

/** Calls the application as its clients do: over HTTP. Safe for all threads. */
public final class Calls {

    public static final String VALIDATE = "/v2/data-import/accounts/validate/";
    public static final String SCHEDULE = "/v2/data-import/accounts/";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final @Nullable String key;

    /** With a key that may do everything. */
    public Calls(int port) {
        this(port, TestKeys.API);
    }

    /** @param key null for a caller who shows none */
    public Calls(int port, @Nullable String key) {
        this.port = port;
        this.key = key;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** Posts JSON. */
    public HttpResponse<String> post(String path, String body) {
        return post(path, body.getBytes(UTF_8), "Content-Type", "application/json");
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send("POST", path, BodyPublishers.ofByteArray(body), headers);
    }

    /** Submits a form as a page of the console does; {@code fields} are as they are sent. */
    public HttpResponse<String> submit(String path, String fields) {
        return post(
                path,
                fields.getBytes(UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Sec-Fetch-Site",
                "same-origin");
    }

    public HttpResponse<String> status(String supplier, String externalAccountNumber) {
        return get(statusPath(supplier, externalAccountNumber));
    }

    /** What arrives is read as it arrives. */
    InputStream stream(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Token " + key)
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
    }

    static String statusPath(String supplier, String externalAccountNumber) {
        return SCHEDULE + supplier + "/" + encoded(externalAccountNumber) + "/";
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }

    static String enveloped(String payload) {
        return "{\"payload\":" + payload + "}";
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        if (key != null) {
            request.header("Authorization", "Token " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends these very bytes, and the key as the first header; then ends the output; returns all that comes back. */
    public String raw(String request) {
        return raw(request, true);
    }

    /** Sends these very bytes, the key as the first header and no more, but leaves the connection open; returns all that comes back. */
    String stalled(String request) {
        return raw(request, false);
    }

    private String raw(String request, boolean end) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((key == null ? request : withKey(request, key)).getBytes(UTF_8));
            if (end) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request as it goes over the wire, with a key as its first header. */
    public static String withKey(String request, String key) {
        return request.replaceFirst(" HTTP/1\\.1\r\n", "$0Authorization: Token " + key + "\r\n");
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
