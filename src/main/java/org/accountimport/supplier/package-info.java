/**
 * Import suppliers and their settings (rulebook, section 6), read and checked at start. Uses no other package.
 */
@NullMarked
package org.accountimport.supplier;

import org.jspecify.annotations.NullMarked;
