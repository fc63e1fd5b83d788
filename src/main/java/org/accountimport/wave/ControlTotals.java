package org.accountimport.wave;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.wave.Reconciliation.ControlTotal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Compares the control totals of a wave's payloads with those of the accounts, range by range over several connections that
 * all see the same moment. Memory and the time for an account do not depend on the size of the wave.
 */
@Component
class ControlTotals {

    /** So many accounts at a time are sorted and joined in memory. */
    private static final int ACCOUNTS_PER_RANGE = 5_000;

    /** Whoever reconciles is alone with the database at the end of a run, but not at other times. */
    private static final int MOST_CONNECTIONS = 4;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    /** Piece of a query: the processes of a range, each with its payload or with none; no process has two. */
    private static final String QUEUED = """
             FROM import_process process
             LEFT JOIN import_payload received ON received.process_id = process.id
                                              AND received.version = process.payload_version
                                              AND received.process_id > :after
                                              AND received.process_id <= :last
            WHERE process.wave_id = :wave
              AND process.id > :after
              AND process.id <= :last
            """;

    /** The class of SQLSTATE. */
    private static final String DATA_EXCEPTION = "22";

    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactionManager;
    private final int accountsPerRange;
    private final Duration longestSilence;

    @Autowired
    ControlTotals(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this(jdbc, transactionManager, ACCOUNTS_PER_RANGE, LONGEST_SILENCE);
    }

    ControlTotals(
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            int accountsPerRange,
            Duration longestSilence) {
        this.jdbc = jdbc;
        this.transactionManager = transactionManager;
        this.accountsPerRange = accountsPerRange;
        this.longestSilence = longestSilence;
    }

    /** A total of one account that differs. */
    record Differing(long processId, String name, BigDecimal payloads, BigDecimal accounts) {}

    /**
     * Both sides of a wave.
     *
     * @param totals      in the order of their names
     * @param differing   how many totals of single accounts differ
     * @param differences the first of them, by process id and name
     */
    record Compared(
            long processes,
            Map<DecidedStatus, Long> statusCounts,
            List<ControlTotal> totals,
            long differing,
            List<Differing> differences) {}

    private record Range(long after, long last) {}

    private record RangeTotals(List<ControlTotal> totals, boolean agree) {}

    private record RangeResult(List<ControlTotal> totals, long differing, List<Differing> differences) {}

    /**
     * Compares a wave as it stands committed now. In the caller's transaction, whose own changes do not count.
     *
     * @param listed how many differences are to be listed at most
     */
    Compared compare(long waveId, int listed) {
        int connections = Math.min(Runtime.getRuntime().availableProcessors(), MOST_CONNECTIONS);
        try (SharedSnapshot snapshot = new SharedSnapshot(jdbc, transactionManager, connections, longestSilence)) {
            Future<Map<DecidedStatus, Long>> statusCounts =
                    snapshot.submit(() -> snapshot.read(() -> statusCounts(waveId)));
            List<Future<RangeResult>> readings = new ArrayList<>();
            for (Range range : snapshot.read(() -> ranges(waveId))) {
                readings.add(snapshot.submit(() -> compare(snapshot, waveId, range, listed)));
            }
            List<RangeResult> results = readings.stream().map(snapshot::await).toList();
            return sum(snapshot.await(statusCounts), results, listed);
        }
    }

    private List<Range> ranges(long waveId) {
        List<Range> ranges = new ArrayList<>();
        long after = 0;
        List<Long> ends = jdbc.sql("""
                SELECT max(id)
                  FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / :size AS range
                          FROM import_process
                         WHERE wave_id = :wave) AS numbered
                 GROUP BY range
                 ORDER BY range
                """)
                .param("size", accountsPerRange)
                .param("wave", waveId)
                .query(Long.class)
                .list();
        for (long last : ends) {
            ranges.add(new Range(after, last));
            after = last;
        }
        return ranges;
    }

    private Map<DecidedStatus, Long> statusCounts(long waveId) {
        Map<DecidedStatus, Long> counts = new EnumMap<>(DecidedStatus.class);
        jdbc.sql("SELECT status, count(*) AS processes FROM import_process WHERE wave_id = :wave GROUP BY status")
                .param("wave", waveId)
                .query(row -> {
                    counts.put(DecidedStatus.valueOf(row.getString("status")), row.getLong("processes"));
                });
        return counts;
    }

    /** A payload that {@code jsonb} cannot hold as it stands makes its range be read the slower way. */
    private RangeResult compare(SharedSnapshot snapshot, long waveId, Range range, int listed) {
        try {
            return snapshot.read(() -> compare(waveId, range, false, listed));
        } catch (DataAccessException e) {
            if (!isDataException(e)) {
                throw e;
            }
            return snapshot.read(() -> compare(waveId, range, true, listed));
        }
    }

    private static boolean isDataException(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith(DATA_EXCEPTION);
    }

    /** One by one only where they do not agree all together, which nearly every range does. */
    private RangeResult compare(long waveId, Range range, boolean careful, int listed) {
        RangeTotals together = totals(waveId, range, careful);
        return together.agree()
                ? new RangeResult(together.totals(), 0, List.of())
                : compareOneByOne(waveId, range, careful, listed, together.totals());
    }

    private RangeTotals totals(long waveId, Range range, boolean careful) {
        List<ControlTotal> totals = new ArrayList<>();
        AtomicBoolean agree = new AtomicBoolean(true);
        over(waveId, range, careful, """
                WITH compared AS (
                    SELECT part, payload.totals AS payloads, account.totals AS accounts,
                           payload.fingerprint = account.fingerprint AS agree
                      FROM payload_control_totals(:wave, :after, :last, :careful, false) AS payload
                      FULL JOIN account_control_totals(:wave, :after, :last, false) AS account USING (part)
                     UNION ALL
                    SELECT 'queued', ARRAY[count(received.process_id)]::numeric[], ARRAY[count(*)], true
                """ + QUEUED + """
                )
                SELECT (control_total_names(part))[position] AS name,
                       coalesce(total.payloads, 0) AS payloads, coalesce(total.accounts, 0) AS accounts,
                       coalesce(agree, false) AND total.payloads IS NOT DISTINCT FROM total.accounts AS agree
                  FROM compared
                 CROSS JOIN LATERAL unnest(payloads, accounts) WITH ORDINALITY AS total (payloads, accounts, position)
                 WHERE total.payloads IS NOT NULL
                    OR total.accounts IS NOT NULL
                """).query(row -> {
            totals.add(new ControlTotal(
                    row.getString("name"), row.getBigDecimal("payloads"), row.getBigDecimal("accounts")));
            if (!row.getBoolean("agree")) {
                agree.set(false);
            }
        });
        return new RangeTotals(totals, agree.get());
    }

    private RangeResult compareOneByOne(
            long waveId, Range range, boolean careful, int listed, List<ControlTotal> totals) {
        List<Differing> differences = new ArrayList<>();
        AtomicLong differing = new AtomicLong();
        over(waveId, range, careful, """
                WITH compared AS (
                    SELECT process_id, part, payload.totals AS payloads, account.totals AS accounts
                      FROM payload_control_totals(:wave, :after, :last, :careful) AS payload
                      FULL JOIN account_control_totals(:wave, :after, :last) AS account USING (process_id, part)
                     UNION ALL
                    SELECT process.id, 'queued', ARRAY[count(received.process_id)]::numeric[], ARRAY[1]
                """ + QUEUED + """
                     GROUP BY process.id)
                SELECT process_id, (control_total_names(part))[position] COLLATE "C" AS name,
                       coalesce(total.payloads, 0) AS payloads, coalesce(total.accounts, 0) AS accounts,
                       count(*) OVER () AS differing
                  FROM compared
                 CROSS JOIN LATERAL unnest(compared.payloads, compared.accounts)
                                    WITH ORDINALITY AS total (payloads, accounts, position)
                 WHERE compared.payloads IS DISTINCT FROM compared.accounts
                   AND coalesce(total.payloads, 0) <> coalesce(total.accounts, 0)
                 ORDER BY process_id, name
                 LIMIT :listed
                """).param("listed", listed).query(row -> {
            differing.set(row.getLong("differing"));
            differences.add(new Differing(
                    row.getLong("process_id"),
                    row.getString("name"),
                    row.getBigDecimal("payloads"),
                    row.getBigDecimal("accounts")));
        });
        return new RangeResult(totals, differing.get(), differences);
    }

    private StatementSpec over(long waveId, Range range, boolean careful, String sql) {
        return jdbc.sql(sql)
                .param("wave", waveId)
                .param("after", range.after())
                .param("last", range.last())
                .param("careful", careful);
    }

    private static Compared sum(Map<DecidedStatus, Long> statusCounts, List<RangeResult> results, int listed) {
        Map<String, ControlTotal> totals = new TreeMap<>();
        List<Differing> differences = new ArrayList<>();
        long differing = 0;
        for (RangeResult result : results) {
            for (ControlTotal total : result.totals()) {
                totals.merge(total.name(), total, ControlTotal::plus);
            }
            differing += result.differing();
            differences.addAll(result.differences()
                    .subList(0, Math.min(result.differences().size(), listed - differences.size())));
        }
        long processes =
                statusCounts.values().stream().mapToLong(Long::longValue).sum();
        return new Compared(processes, statusCounts, List.copyOf(totals.values()), differing, differences);
    }
}
