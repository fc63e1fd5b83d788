package org.accountimport.api;

import java.time.Duration;

/**
 * Decides when a client that sends its body is too slow. Only the time counts in which the server waits for the client: while
 * the server is busy with what has come, the client may have to wait. For one thread.
 */
final class SlowClient {

    private static final double NANOSECONDS = 1e9;

    private final long patience;
    private final long bytesPerSecond;
    private long waited;
    private long received;

    private SlowClient(Duration patience, long bytesPerSecond) {
        this.patience = patience.toNanos();
        this.bytesPerSecond = bytesPerSecond;
    }

    /** A body that has to be there in a certain time. */
    static SlowClient withDeadline(Duration time) {
        return new SlowClient(time, Long.MAX_VALUE);
    }

    /** A body of any length that has to keep up a rate, once the server has waited for so long in all. */
    static SlowClient withRate(Duration patience, long bytesPerSecond) {
        return new SlowClient(patience, bytesPerSecond);
    }

    /**
     * Some bytes have come.
     *
     * @param nanos waited for them
     */
    void sent(int bytes, long nanos) throws BrokenBodyException {
        waited += nanos;
        received += bytes;
        if (waited > patience && received < bytesPerSecond * (waited / NANOSECONDS)) {
            throw new BrokenBodyException(ErrorKind.REQUEST_TIMEOUT, "it did not arrive in time", null);
        }
    }
}
