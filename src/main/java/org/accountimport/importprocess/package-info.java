/**
 * The queue of account import processes: intake, stored payloads, statuses and their moves, events. An import process is
 * one account's way through the import; a job execution (package {@code job}) decides about many of them.
 */
@NullMarked
package org.accountimport.importprocess;

import org.jspecify.annotations.NullMarked;
