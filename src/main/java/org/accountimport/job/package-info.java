/**
 * Dry-run and import jobs on Spring Batch. The only package that knows Batch: jobs, steps, launching, stopping.
 */
@NullMarked
package org.accountimport.job;

import org.jspecify.annotations.NullMarked;
