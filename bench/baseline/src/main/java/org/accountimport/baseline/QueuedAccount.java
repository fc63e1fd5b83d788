package org.accountimport.baseline;

/** A row of the queue. */
record QueuedAccount(long id, byte[] body) {}
