/**
 * Partitions executed by worker processes on other machines: requests over JMS, the broker that a server may embed, and who may
 * connect to it. Knows messages and nothing of Batch: what a request does stands in {@code job}.
 */
@NullMarked
package org.accountimport.remote;

import org.jspecify.annotations.NullMarked;
