package org.accountimport.wave;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;

/**
 * Control totals of a wave, computed twice, as they stood at one moment.
 *
 * @param jobExecutionId  the import that ended with it; null when it was asked for by hand
 * @param accounts        account import processes of the wave
 * @param statusCounts    the same by decided status; every status is there
 * @param totals          by name
 * @param differenceCount how many totals of single accounts differ
 * @param differences     the first of them, at most {@value Reconciliations#LISTED_DIFFERENCES}
 * @param signOff         null while nobody has signed
 */
public record Reconciliation(
        long id,
        WaveName wave,
        @Nullable Long jobExecutionId,
        OffsetDateTime asOf,
        long accounts,
        Map<DecidedStatus, Long> statusCounts,
        List<ControlTotal> totals,
        long differenceCount,
        List<Difference> differences,
        @Nullable SignOff signOff) {

    /**
     * One total of the whole wave. What the names mean stands at the functions {@code control_total_names},
     * {@code payload_control_totals} and {@code account_control_totals} of the database.
     *
     * @param payloads by the payloads as received
     * @param accounts by the accounts that were created
     */
    public record ControlTotal(String name, BigDecimal payloads, BigDecimal accounts) {

        /** The same total of more accounts. */
        ControlTotal plus(ControlTotal more) {
            return new ControlTotal(name, payloads.add(more.payloads), accounts.add(more.accounts));
        }
    }

    /** One total of one account that differs; 0 stands for nothing of the kind. */
    public record Difference(String externalAccountNumber, String name, BigDecimal payloads, BigDecimal accounts) {}

    /**
     * Somebody answers for the result.
     *
     * @param remark null where everything agreed and nothing was to be said
     */
    public record SignOff(
            String by, OffsetDateTime at, @Nullable String remark) {}

    /** Whether every total of every account is the same on either side. */
    public boolean agreed() {
        return differenceCount == 0;
    }

    /** Differences that were found but are not listed. */
    public long unlistedDifferences() {
        return differenceCount - differences.size();
    }

    /** Accounts that no status accounts for: 0 unless the queue itself is broken. */
    public long lost() {
        return accounts
                - statusCounts.values().stream().mapToLong(Long::longValue).sum();
    }
}
