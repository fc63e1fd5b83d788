package org.accountimport.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request's body could not be read to its end. The message says why, in words, without any of the content. */
final class BrokenBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    BrokenBodyException(ErrorKind kind, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.kind = kind;
    }

    ErrorKind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
