/**
 * Judges one payload against the semantic rules of the rulebook. Plain Java: no Spring, no database, no Batch.
 */
@NullMarked
package org.accountimport.validation;

import org.jspecify.annotations.NullMarked;
