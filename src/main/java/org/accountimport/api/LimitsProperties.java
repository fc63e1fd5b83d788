package org.accountimport.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the server requests may take. What the contract fixes (the size of one account's body, its depth, the listed
 * violations) is no setting.
 *
 * @param accountsAtOnce  single accounts that are validated or scheduled at the same time; 0: four a processor
 * @param accountsWait    how long one more waits for its turn before it is refused
 * @param uploadsAtOnce   NDJSON uploads at the same time
 * @param reportsAtOnce   files and reconciliations at the same time
 * @param uploadLines     most lines of one NDJSON upload
 * @param uploadSize      most bytes of one NDJSON upload, unpacked
 * @param slowClientTime  how long the server waits in all for a request's headers, and again for the body of a single account
 * @param slowUploadRate  bytes a second that an NDJSON upload has to keep up once the server has waited for it that long in all
 * @param queryTime       longest statement of a request about a single account
 * @param reportTime      longest statement of any other request
 * @param lockTime        longest wait of a request for a row that a run or another request holds
 */
@Validated
@ConfigurationProperties("account-import.limits")
record LimitsProperties(
        @DefaultValue("0") @Min(0) @Max(1_000) int accountsAtOnce,
        @DefaultValue("2s") @DurationMin(millis = 0) Duration accountsWait,
        @DefaultValue("3") @Min(1) @Max(1_000) int uploadsAtOnce,
        @DefaultValue("3") @Min(1) @Max(1_000) int reportsAtOnce,
        @DefaultValue("1000000") @Min(1) long uploadLines,
        @DefaultValue("8GB") DataSize uploadSize,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration slowClientTime,
        @DefaultValue("4KB") DataSize slowUploadRate,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration queryTime,
        @DefaultValue("2m") @DurationMin(millis = 1) Duration reportTime,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration lockTime) {

    private static final int ACCOUNTS_PER_PROCESSOR = 4;
    private static final String ATTRIBUTE = LimitsProperties.class.getName();

    int accountsAtOnceOrByProcessors() {
        return accountsAtOnce > 0
                ? accountsAtOnce
                : ACCOUNTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    /** Makes these the limits of a request, for whoever reads its body. */
    void keepFor(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The limits of a request that a controller handles. */
    static LimitsProperties of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof LimitsProperties limits) {
            return limits;
        }
        throw new IllegalStateException("No controller handles this request");
    }
}
