/**
 * Job definitions ({@code jobs/*.yml}) and what becomes of them when they are due. Uses jobs and what they use; the doors show it.
 */
@NullMarked
package org.accountimport.schedule;

import org.jspecify.annotations.NullMarked;
