package org.accountimport.security;

/** The server does not start, because of who could call it. The message says why and what to do. */
public final class AccessStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccessStartException(String message) {
        super(message);
    }

    AccessStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
