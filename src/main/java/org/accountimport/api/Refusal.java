package org.accountimport.api;

import org.springframework.http.HttpHeaders;

/** Ends a request with an error answer from wherever it is found that it cannot be served. Never logged: the client is told. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient HttpHeaders headers;
    private final transient Object body;

    private Refusal(int status, HttpHeaders headers, Object body) {
        super("Refused with status " + status, null, false, false);
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Refusal of(ErrorKind kind) {
        return of(kind, kind.body());
    }

    static Refusal of(ErrorKind kind, String particular) {
        return of(kind, kind.body(particular));
    }

    static Refusal of(ErrorKind kind, Object body) {
        return new Refusal(kind.status(), HttpHeaders.EMPTY, body);
    }

    /** Names the content encodings that would have been taken, as RFC 9110 asks. */
    static Refusal ofContentEncoding(String particular) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
        ErrorKind kind = ErrorKind.UNSUPPORTED_MEDIA_TYPE;
        return new Refusal(kind.status(), headers, kind.body(particular));
    }

    /** Names the scheme by which a key is shown, as RFC 9110 asks. */
    static Refusal notAuthenticated() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Token");
        ErrorKind kind = ErrorKind.NOT_AUTHENTICATED;
        return new Refusal(kind.status(), headers, kind.body());
    }

    static Refusal throttled(String particular, int secondsUntilRetry) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(secondsUntilRetry));
        ErrorKind kind = ErrorKind.THROTTLED;
        return new Refusal(kind.status(), headers, kind.body(particular));
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    Object body() {
        return body;
    }
}
