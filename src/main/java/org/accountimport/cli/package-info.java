/**
 * The command-line door: one class per command, exit codes, progress and summaries.
 */
@NullMarked
package org.accountimport.cli;

import org.jspecify.annotations.NullMarked;
