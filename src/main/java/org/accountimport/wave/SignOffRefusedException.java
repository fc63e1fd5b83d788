package org.accountimport.wave;

/** A reconciliation cannot be signed off as it was asked for. The message is for the person who asked. */
public class SignOffRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignOffRefusedException(String message) {
        super(message);
    }
}
