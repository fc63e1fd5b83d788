package org.accountimport.security;

/** A key of this name holds already. The message says so. */
public final class KeyNameTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyNameTakenException(String name) {
        super("A key named " + name + " exists already; choose another name, or revoke it first");
    }
}
