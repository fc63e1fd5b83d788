package org.accountimport.wave;

import org.jspecify.annotations.Nullable;

/**
 * How one partition of a run stands.
 *
 * @param name   such as {@code partition-01}
 * @param status Batch's status of its step execution: STARTING, STARTED, STOPPING, STOPPED, COMPLETED, FAILED, UNKNOWN
 * @param worker the process that executes it, or did so last: host:process id, or the name it was given; null as long as it
 *               waits
 * @param done   accounts decided by it, and those it left alone
 */
public record PartitionState(
        String name, String status, @Nullable String worker, long done) {}
