/**
 * The account that an import creates: normalised values, account numbers, tables and the bulk writer.
 */
@NullMarked
package org.accountimport.account;

import org.jspecify.annotations.NullMarked;
