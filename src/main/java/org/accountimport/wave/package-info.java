/**
 * Waves of accounts and what is known about them: counts, error reports.
 */
@NullMarked
package org.accountimport.wave;

import org.jspecify.annotations.NullMarked;
