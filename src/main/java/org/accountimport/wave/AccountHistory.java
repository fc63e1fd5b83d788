package org.accountimport.wave;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everything that ever happened to an account import process. */
@Repository
public class AccountHistory {

    private final JdbcClient jdbc;

    AccountHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One event.
     *
     * @param event          its name in the HTTP contract
     * @param jobExecutionId the run that caused it; null when a person or client did
     * @param job            the run's job; null likewise
     * @param actor          who loaded or cancelled, or who launched the run; null when nobody is known
     * @param data           JSON text; null where the event says it all
     */
    public record Entry(
            String event,
            OffsetDateTime occurredAt,
            @Nullable Long jobExecutionId,
            @Nullable String job,
            @Nullable String actor,
            @Nullable String data) {}

    /** The events of an account, the oldest first; empty when nothing was ever queued for it. */
    public List<Entry> of(String importSupplier, String externalAccountNumber) {
        return jdbc.sql("""
                SELECT event.event, event.occurred_at, event.job_execution_id, run.kind AS job,
                       coalesce(event.actor, run.launched_by) AS actor, event.data
                  FROM import_process process
                  JOIN import_event event ON event.process_id = process.id
                  LEFT JOIN wave_run run ON run.job_execution_id = event.job_execution_id
                 WHERE process.import_supplier = :supplier
                   AND process.external_account_number = :number
                 ORDER BY event.id
                """)
                .param("supplier", importSupplier)
                .param("number", externalAccountNumber)
                .query((row, number) -> new Entry(
                        row.getString("event"),
                        row.getObject("occurred_at", OffsetDateTime.class),
                        row.getObject("job_execution_id", Long.class),
                        row.getString("job"),
                        row.getString("actor"),
                        row.getString("data")))
                .list();
    }
}
