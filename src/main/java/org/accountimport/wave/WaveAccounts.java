package org.accountimport.wave;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts of a wave, page by page in the order in which they were queued. */
@Repository
public class WaveAccounts {

    private static final int LONGEST_PAGE = 1_000;

    private final JdbcClient jdbc;
    private final Waves waves;

    WaveAccounts(JdbcClient jdbc, Waves waves) {
        this.jdbc = jdbc;
        this.waves = waves;
    }

    /**
     * One account.
     *
     * @param id            where the next page goes on
     * @param status        what is decided
     * @param accountNumber of the created account; null until PROCESSED
     * @param error         when the status is ERRORED or DRY_RUN_ERRORED, else null
     * @param violations    what its payload breaks, in the order of the rulebook
     */
    public record Account(
            long id,
            String externalAccountNumber,
            DecidedStatus status,
            @Nullable String accountNumber,
            OffsetDateTime modifiedAt,
            @Nullable ImportError error,
            List<Violation> violations) {}

    /**
     * Some accounts.
     *
     * @param next what to pass as {@code after} for the next page; null when this is the last
     */
    public record Page(List<Account> accounts, @Nullable Long next) {}

    /**
     * One page.
     *
     * @param status only these; null for all
     * @param code   only accounts with a violation or error of this code; null for all
     * @param after  the previous page's {@code next}; null for the first page
     * @param limit  1 to {@value #LONGEST_PAGE}; what lies outside is moved to the nearer end
     * @throws UnknownWaveException when there is no such wave
     */
    public Page page(
            WaveName wave, @Nullable DecidedStatus status, @Nullable String code, @Nullable Long after, int limit) {
        int size = Math.max(1, Math.min(LONGEST_PAGE, limit));
        long waveId = waves.id(wave);
        long from = after == null ? 0 : after;
        List<Account> found =
                code == null ? byStatus(waveId, status, from, size + 1) : byCode(waveId, status, code, from, size + 1);
        List<Account> accounts = withViolations(found.size() > size ? found.subList(0, size) : found);
        return new Page(accounts, found.size() > size ? accounts.get(size - 1).id() : null);
    }

    private List<Account> byStatus(long waveId, @Nullable DecidedStatus status, long after, int limit) {
        return jdbc.sql("""
                SELECT id, external_account_number, status, account_number, modified_at, error_code, error_detail
                  FROM import_process
                 WHERE wave_id = :wave
                   AND id > :after
                   AND (:status::text IS NULL OR status = :status)
                 ORDER BY id
                 LIMIT :limit
                """)
                .param("wave", waveId)
                .param("after", after)
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query((row, number) -> account(row))
                .list();
    }

    /** Errors that are no violations (a failure that no rule foresees) are few; they are found by the account's own code. */
    private List<Account> byCode(long waveId, @Nullable DecidedStatus status, String code, long after, int limit) {
        return jdbc.sql("""
                SELECT id, external_account_number, status, account_number, modified_at, error_code, error_detail
                  FROM import_process
                 WHERE wave_id = :wave
                   AND id > :after
                   AND (:status::text IS NULL OR status = :status)
                   AND (error_code = :code
                        OR id IN (SELECT process_id
                                    FROM import_violation
                                   WHERE code = :code
                                     AND process_id > :after))
                 ORDER BY id
                 LIMIT :limit
                """)
                .param("wave", waveId)
                .param("after", after)
                .param("status", status == null ? null : status.name())
                .param("code", code)
                .param("limit", limit)
                .query((row, number) -> account(row))
                .list();
    }

    private List<Account> withViolations(List<Account> accounts) {
        Map<Long, List<Violation>> violations = new HashMap<>();
        jdbc.sql("""
                SELECT process_id, attr, code, detail
                  FROM import_violation
                 WHERE process_id = ANY (:ids)
                 ORDER BY process_id, position
                """)
                .param("ids", accounts.stream().map(Account::id).toArray(Long[]::new))
                .query(row -> {
                    violations
                            .computeIfAbsent(row.getLong("process_id"), id -> new ArrayList<>())
                            .add(new Violation(row.getString("attr"), row.getString("code"), row.getString("detail")));
                });
        return accounts.stream()
                .map(account -> new Account(
                        account.id(),
                        account.externalAccountNumber(),
                        account.status(),
                        account.accountNumber(),
                        account.modifiedAt(),
                        account.error(),
                        violations.getOrDefault(account.id(), List.of())))
                .toList();
    }

    private static Account account(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return new Account(
                row.getLong("id"),
                row.getString("external_account_number"),
                DecidedStatus.valueOf(row.getString("status")),
                row.getString("account_number"),
                row.getObject("modified_at", OffsetDateTime.class),
                code == null ? null : new ImportError(code, row.getString("error_detail")),
                List.of());
    }
}
