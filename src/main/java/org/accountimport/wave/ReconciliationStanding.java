package org.accountimport.wave;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How a wave's newest reconciliation stands, without its totals.
 *
 * @param jobExecutionId the import that ended with it; null when it was asked for by hand
 * @param differences    how many totals of single accounts differ
 */
public record ReconciliationStanding(
        long id, @Nullable Long jobExecutionId, OffsetDateTime asOf, long differences, boolean signedOff) {}
