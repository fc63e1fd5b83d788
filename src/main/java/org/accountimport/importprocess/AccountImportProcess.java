package org.accountimport.importprocess;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One account's way through the import, as it stands now.
 *
 * @param accountNumber number of the created account; null until PROCESSED
 * @param modifiedAt    when its status was last decided or its payload last replaced
 * @param latestError   present when the status is ERRORED or DRY_RUN_ERRORED
 */
public record AccountImportProcess(
        long id,
        ImportStatus status,
        @Nullable String accountNumber,
        OffsetDateTime createdAt,
        OffsetDateTime modifiedAt,
        LatestEvent latestEvent,
        @Nullable ImportError latestError) {

    /**
     * What happened last.
     *
     * @param data JSON text, null where the event says it all
     */
    public record LatestEvent(
            String event,
            OffsetDateTime occurredAt,
            @Nullable String data) {}
}
