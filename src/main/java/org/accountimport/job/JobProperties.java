package org.accountimport.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How runs work.
 *
 * @param chunkSize accounts per transaction: what a rollback repeats at most
 * @param threads   partitions that run at the same time; 0: as many as there are processors
 * @param worker    name of this process in reports on who executes what; empty: host:process id
 */
@Validated
@ConfigurationProperties("account-import.job")
record JobProperties(
        @DefaultValue("500") @Min(1) @Max(10_000) int chunkSize,
        @DefaultValue("0") @Min(0) @Max(64) int threads,
        @DefaultValue("") @Size(max = 200) String worker) {

    String workerOrProcess() {
        return worker.isBlank() ? HostName.get() + ":" + ProcessHandle.current().pid() : worker;
    }

    int threadsOrProcessors() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
