package org.accountimport.job;

import java.time.Duration;
import java.util.Collection;

/**
 * Hands partitions to whoever is free to execute them, on this machine or another. Where there is one, runs use it in place of
 * threads of their own.
 *
 * <p>Each request is delivered to {@link RequestedPartitions} of some JVM, and again to that of another when that JVM dies or
 * is cut off. Delivering one twice, even at the same time, costs a chunk but does no harm.
 */
public interface PartitionQueue {

    /**
     * Takes over all of the requests or none.
     *
     * @throws RuntimeException when they cannot be taken over now; the caller tries again later
     */
    void send(Collection<PartitionRequest> requests);

    /**
     * Whether no request waits for somebody to take it. Those that somebody executes do not count.
     *
     * @throws RuntimeException when that cannot be told now
     */
    boolean isEmpty();

    /**
     * A chunk takes a fraction of a second. When no partition of a run has committed one for this long, and the queue is empty,
     * requests are lost and sent again.
     */
    Duration patience();
}
