package org.accountimport.importprocess;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.accountimport.database.BinaryCopy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The queue as a run sees it: what is left to decide, and what is decided. Every method runs in the caller's transaction. */
@Repository
public class RunQueue {

    private final JdbcClient jdbc;
    private final QueueStore store;

    RunQueue(JdbcClient jdbc, QueueStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /**
     * The next payloads to decide, in the order of their ids.
     *
     * @param after exclusive lower end: the last id that was read
     * @param last  inclusive upper end: the partition's last id
     */
    public List<QueuedPayload> next(RunScope scope, long after, long last, int limit) {
        return payloads("p.id, b.version, b.body", scope, after, last, limit)
                .query((row, number) -> new QueuedPayload(row.getLong(1), row.getInt(2), row.getBytes(3)))
                .list();
    }

    /** The mean size of what {@link #next} would read, in bytes; 0 when that is nothing. */
    public long meanSize(RunScope scope, long after, long last, int limit) {
        // The length of an uncompressed payload stands beside it: nothing of the payload itself is read.
        return (long) payloads("octet_length(b.body)", scope, after, last, limit).query(Integer.class).list().stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElse(0);
    }

    private StatementSpec payloads(String columns, RunScope scope, long after, long last, int limit) {
        return jdbc.sql("SELECT " + columns + " " + """
                  FROM import_process p
                  JOIN import_payload b ON b.process_id = p.id
                 WHERE p.wave_id = :wave
                   AND p.id > :after
                   AND p.id <= :last
                   AND b.process_id > :after
                   AND b.process_id <= :last
                   AND p.status = ANY (:statuses)
                   AND (p.decided_by IS NULL OR p.decided_by < :first)
                 ORDER BY p.id
                 LIMIT :limit
                """)
                .param("wave", scope.waveId())
                .param("after", after)
                .param("last", last)
                .param("statuses", scope.statuses())
                .param("first", scope.firstExecution())
                .param("limit", limit);
    }

    /** As {@link #next}, without the payloads. */
    public List<Long> nextIds(RunScope scope, long after, long last, int limit) {
        return jdbc.sql("""
                SELECT id
                  FROM import_process
                 WHERE wave_id = :wave
                   AND id > :after
                   AND id <= :last
                   AND status = ANY (:statuses)
                   AND (decided_by IS NULL OR decided_by < :first)
                 ORDER BY id
                 LIMIT :limit
                """)
                .param("wave", scope.waveId())
                .param("after", after)
                .param("last", last)
                .param("statuses", scope.statuses())
                .param("first", scope.firstExecution())
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /**
     * Locks those of these accounts that the scope still takes, until the transaction ends.
     *
     * @return their process ids, rising
     */
    public List<Long> lock(RunScope scope, List<Long> processIds) {
        return jdbc.sql("""
                SELECT id
                  FROM import_process
                 WHERE id = ANY (:ids)
                   AND wave_id = :wave
                   AND status = ANY (:statuses)
                   AND (decided_by IS NULL OR decided_by < :first)
                 ORDER BY id
                   FOR UPDATE
                """)
                .param("ids", processIds.toArray(Long[]::new))
                .param("wave", scope.waveId())
                .param("statuses", scope.statuses())
                .param("first", scope.firstExecution())
                .query(Long.class)
                .list();
    }

    /**
     * Puts processes whose accounts were removed back into the queue with the payload they have, and says so in their
     * history. Their place in time is now: a run of before that is restarted does not take them.
     */
    public void rollBack(RunScope scope, Collection<Long> processIds) {
        jdbc.sql("""
                WITH rolled_back AS (
                    UPDATE import_process
                       SET status = 'PENDING',
                           account_number = NULL,
                           decided_by = :execution,
                           modified_at = now(),
                           queued_at = now()
                     WHERE id = ANY (:ids)
                    RETURNING id)
                INSERT INTO import_event (process_id, event, job_execution_id)
                SELECT id, :event, :execution
                  FROM rolled_back
                 ORDER BY id
                """)
                .param("execution", scope.jobExecutionId())
                .param("ids", processIds.toArray(Long[]::new))
                .param("event", ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_ROLLED_BACK.name())
                .update();
    }

    /**
     * The ids at which the scope's accounts fall into parts of about equal size.
     *
     * @param limit no more than the first accounts of the queue; null: all
     * @return the last id of each part, rising; empty when there is nothing to decide
     */
    public List<Long> partEnds(RunScope scope, int parts, @Nullable Long limit) {
        return jdbc.sql("""
                SELECT max(id)
                  FROM (SELECT id, ntile(:parts) OVER (ORDER BY id) AS part
                          FROM (SELECT id
                                  FROM import_process
                                 WHERE wave_id = :wave
                                   AND status = ANY (:statuses)
                                   AND (decided_by IS NULL OR decided_by < :first)
                                 ORDER BY id
                                 LIMIT CAST(:limit AS bigint)) AS undecided) AS parted
                 GROUP BY part
                 ORDER BY part
                """)
                .param("parts", parts)
                .param("limit", limit)
                .param("wave", scope.waveId())
                .param("statuses", scope.statuses())
                .param("first", scope.firstExecution())
                .query(Long.class)
                .list();
    }

    /** How many accounts wait for a verdict, of those with ids above {@code after} and up to {@code last}. */
    public long count(RunScope scope, long after, long last) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM import_process
                 WHERE wave_id = :wave
                   AND id > :after
                   AND id <= :last
                   AND status = ANY (:statuses)
                   AND (decided_by IS NULL OR decided_by < :first)
                """)
                .param("wave", scope.waveId())
                .param("after", after)
                .param("last", last)
                .param("statuses", scope.statuses())
                .param("first", scope.firstExecution())
                .query(Long.class)
                .single();
    }

    /**
     * Decides these accounts, all by one statement. An account that was replaced, cancelled or decided since it was read is
     * left alone.
     *
     * @param decisions in the order of their process ids, so that two runs never wait for each other in a circle
     * @return the process ids that were taken
     */
    public Set<Long> decide(RunScope scope, List<Decision> decisions) {
        int count = decisions.size();
        if (count == 0) {
            return Set.of();
        }
        Long[] ids = new Long[count];
        Integer[] versions = new Integer[count];
        String[] statuses = new String[count];
        String[] accountNumbers = new String[count];
        String[] codes = new String[count];
        String[] details = new String[count];
        for (int i = 0; i < count; i++) {
            Decision decision = decisions.get(i);
            ids[i] = decision.processId();
            versions[i] = decision.payloadVersion();
            statuses[i] = decision.status().name();
            accountNumbers[i] = decision.accountNumber();
            ImportError error = decision.error();
            if (error != null) {
                codes[i] = error.code();
                details[i] = StoredText.of(error.detail());
            }
        }
        return new HashSet<>(jdbc.sql("""
                UPDATE import_process p
                   SET status = decision.status,
                       account_number = decision.account_number,
                       error_code = decision.error_code,
                       error_detail = decision.error_detail,
                       decided_by = :execution,
                       modified_at = now()
                  FROM unnest(:ids, :versions, :statuses, :accountNumbers, :codes, :details)
                       AS decision (id, version, status, account_number, error_code, error_detail)
                 WHERE p.id = decision.id
                   AND p.id BETWEEN :firstId AND :lastId
                   AND p.payload_version = decision.version
                   AND p.wave_id = :wave
                   AND p.status = ANY (:expected)
                   AND (p.decided_by IS NULL OR p.decided_by < :first)
                RETURNING p.id
                """)
                .param("execution", scope.jobExecutionId())
                // The same once more, as a range: the planner joins the chunk with its part of the index.
                .param("firstId", ids[0])
                .param("lastId", ids[count - 1])
                .param("ids", ids)
                .param("versions", versions)
                .param("statuses", statuses)
                .param("accountNumbers", accountNumbers)
                .param("codes", codes)
                .param("details", details)
                .param("wave", scope.waveId())
                .param("expected", scope.statuses())
                .param("first", scope.firstExecution())
                .query(Long.class)
                .list());
    }

    /** Stores what was found wrong, in place of what an earlier run found, and the events of accounts that were decided. */
    public void record(RunScope scope, List<Decision> taken) {
        List<Long> ids = new ArrayList<>(taken.size());
        BinaryCopy violations = new BinaryCopy("import_violation", "process_id", "position", "attr", "code", "detail");
        BinaryCopy events = new BinaryCopy("import_event", "process_id", "event", "job_execution_id");
        for (Decision decision : taken) {
            ids.add(decision.processId());
            for (int i = 0; i < decision.violations().size(); i++) {
                var violation = decision.violations().get(i);
                violations
                        .row()
                        .bigint(decision.processId())
                        .integer(i)
                        .text(StoredText.of(violation.attr()))
                        .text(violation.code())
                        .text(StoredText.of(violation.detail()));
            }
            events.row()
                    .bigint(decision.processId())
                    .text(decision.event().name())
                    .bigint(scope.jobExecutionId());
        }
        jdbc.sql("DELETE FROM import_violation WHERE process_id = ANY (:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
        store.send(violations, events);
    }
}
