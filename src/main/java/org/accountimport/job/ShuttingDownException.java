package org.accountimport.job;

/** This server was told to end and launches nothing more. The message is for the person who asked. */
public class ShuttingDownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ShuttingDownException() {
        super("This server is shutting down and launches nothing more; nothing was launched."
                + " Ask again when it is back, or another server");
    }
}
