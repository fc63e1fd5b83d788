package org.accountimport.baseline;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the job is tuned.
 *
 * @param chunkSize  accounts per transaction
 * @param partitions 1: one thread, no partitions
 * @param dryRun     whether accounts are judged only
 */
@ConfigurationProperties("baseline")
record BaselineProperties(int chunkSize, int partitions, boolean dryRun) {}
