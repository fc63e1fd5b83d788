/**
 * The door for people: pages that show how waves, runs and accounts stand, and from which runs are launched and stopped.
 */
@NullMarked
package org.accountimport.console;

import org.jspecify.annotations.NullMarked;
