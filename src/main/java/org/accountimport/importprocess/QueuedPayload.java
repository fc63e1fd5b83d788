package org.accountimport.importprocess;

/**
 * A payload that waits for a verdict.
 *
 * @param processId its account import process
 * @param version   of the payload; a verdict counts only while this is still the newest
 * @param body      UTF-8 JSON as received, not to be changed
 */
public record QueuedPayload(long processId, int version, byte[] body) {}
