package org.accountimport.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How runs work.
 *
 * @param chunkSize most accounts per transaction, fewer where payloads are large: what a rollback repeats at most
 * @param threads   partitions that run at the same time; 0: as many as there are processors
 * @param lease     how soon a run whose process is gone is found
 * @param worker    name of this process in reports on who executes what; empty: host:process id
 */
@Validated
@ConfigurationProperties("account-import.job")
record JobProperties(
        @DefaultValue("1000") @Min(1) @Max(10_000) int chunkSize,
        @DefaultValue("0") @Min(0) @Max(64) int threads,
        @DefaultValue Lease lease,
        @DefaultValue("") @Size(max = 200) String worker) {

    /** A renewal may fail once, or be late, without harm. */
    private static final int RENEWALS_PER_VALIDITY = 3;

    /**
     * How a process shows that it lives.
     *
     * @param validity after so long without renewal a wave may be taken over; at least three times {@code renewal}
     * @param renewal  how often a running process renews its leases
     * @param recovery how often a server looks for runs whose process is gone
     */
    record Lease(
            @DefaultValue("30s") Duration validity,
            @DefaultValue("5s") Duration renewal,
            @DefaultValue("15s") Duration recovery) {

        /** @throws IllegalArgumentException when the times do not fit together; the message says what would be right */
        Lease {
            if (renewal.toMillis() < 1 || recovery.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "account-import.job.lease.renewal and .recovery must be 1 ms or longer, such as 5s");
            }
            if (validity.compareTo(renewal.multipliedBy(RENEWALS_PER_VALIDITY)) < 0) {
                throw new IllegalArgumentException("account-import.job.lease.validity is " + validity.toMillis()
                        + " ms; it must be at least three times .renewal, which is " + renewal.toMillis() + " ms");
            }
        }
    }

    String workerOrProcess() {
        return worker.isBlank() ? HostName.get() + ":" + ProcessHandle.current().pid() : worker;
    }

    int threadsOrProcessors() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
