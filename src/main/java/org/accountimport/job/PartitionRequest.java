package org.accountimport.job;

/**
 * Asks for one partition of a run to be executed; everything else about it stands in the database.
 *
 * @param jobExecutionId  the run
 * @param stepExecutionId the partition
 */
public record PartitionRequest(long jobExecutionId, long stepExecutionId) {}
