package org.accountimport.remote;

import org.jspecify.annotations.Nullable;

/** The embedded broker cannot start. The message says why and what to do, for the person who starts the server. */
public final class BrokerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerStartException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
