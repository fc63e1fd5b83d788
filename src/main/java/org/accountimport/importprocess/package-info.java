/**
 * The queue of account import processes: intake, stored payloads, statuses and their moves, events.
 */
@NullMarked
package org.accountimport.importprocess;

import org.jspecify.annotations.NullMarked;
