/**
 * The account that an import creates: normalised values, account numbers, tables and the bulk writer. Used by {@code job};
 * knows nothing of the queue.
 */
@NullMarked
package org.accountimport.account;

import org.jspecify.annotations.NullMarked;
