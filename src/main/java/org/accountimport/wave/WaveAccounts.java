package org.accountimport.wave;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.DerivedStatus;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.Violation;
import org.accountimport.validation.MaskedAttrs;
import org.accountimport.validation.MaskedDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts of a wave, page by page in the order in which they were queued. */
@Repository
public class WaveAccounts {

    private static final int LONGEST_PAGE = 1_000;

    /**
     * Errors that are no violations (a failure that no rule foresees) are found by the account's own code. The first and the
     * last id of the wave spare reading what is wrong with all others.
     */
    private static final String WITH_CODE = """
                       AND (p.error_code = :code
                            AND (:attr::text IS NULL
                                 OR :attr = 'non_field_errors'
                                    AND NOT EXISTS (SELECT FROM import_violation WHERE process_id = p.id))
                            OR p.id IN (SELECT process_id
                                          FROM import_violation
                                         WHERE code = :code
                                           AND process_id > :after
                                           AND process_id BETWEEN (SELECT min(id) FROM import_process WHERE wave_id = :wave)
                                                              AND (SELECT max(id) FROM import_process WHERE wave_id = :wave)
                                           AND (:attr::text IS NULL OR folded_attr(attr) = ANY (:attrs))))
            """;

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
     * @param accountNumber of the created account; null until PROCESSED
     * @param error         when the status is ERRORED or DRY_RUN_ERRORED, else null
     * @param violations    what its payload breaks, in the order of the rulebook
     */
    public record Account(
            long id,
            String externalAccountNumber,
            ImportStatus status,
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
            WaveName wave, @Nullable ImportStatus status, @Nullable String code, @Nullable Long after, int limit) {
        return page(wave, new Filter(status, code, null), after, limit);
    }

    /**
     * Which accounts are meant.
     *
     * @param status null for any
     * @param code   of a violation or error; null for any
     * @param attr   field that the code was found at, list positions folded to {@code *}, masked or not; null for any, and without
     *     a code
     */
    public record Filter(
            @Nullable ImportStatus status,
            @Nullable String code,
            @Nullable String attr) {}

    /**
     * One page.
     *
     * @param after the previous page's {@code next}; null for the first page
     * @param limit 1 to {@value #LONGEST_PAGE}; what lies outside is moved to the nearer end
     * @throws UnknownWaveException when there is no such wave
     */
    public Page page(WaveName wave, Filter filter, @Nullable Long after, int limit) {
        int size = Math.max(1, Math.min(LONGEST_PAGE, limit));
        long waveId = waves.id(wave);
        long from = after == null ? 0 : after;
        List<Account> found = find(waveId, filter, from, size + 1);
        List<Account> accounts = withViolations(found.size() > size ? found.subList(0, size) : found);
        return new Page(accounts, found.size() > size ? accounts.get(size - 1).id() : null);
    }

    private List<Account> find(long waveId, Filter filter, long after, int limit) {
        ImportStatus status = filter.status();
        return jdbc.sql(DerivedStatus.WITH + """
                , account AS (
                    SELECT p.id, p.external_account_number, p.account_number, p.modified_at, p.error_code, p.error_detail,
                """ + DerivedStatus.STATUS + """
                           AS status
                      FROM import_process p
                """ + DerivedStatus.JOINS + """
                     WHERE p.wave_id = :wave
                       AND p.id > :after
                       AND (:decided::text[] IS NULL OR p.status = ANY (:decided))
                """
                        + (filter.code() == null ? "" : WITH_CODE) + """
                     ORDER BY p.id)
                SELECT *
                  FROM account
                 WHERE :status::text IS NULL OR status = :status
                 LIMIT :limit
                """)
                .params(DerivedStatus.PARAMETERS)
                .param("waves", new Long[] {waveId})
                .param("wave", waveId)
                .param("after", after)
                .param("status", status == null ? null : status.name())
                .param("decided", status == null ? null : decidedBehind(status))
                .param("code", filter.code())
                .param("attr", filter.attr())
                .param("attrs", attrs(waveId, filter))
                .param("limit", limit)
                .query((row, number) -> account(row))
                .list();
    }

    /** The fields that are meant: a masked one stands for all of the wave that are masked like it. */
    private String[] attrs(long waveId, Filter filter) {
        String attr = filter.attr();
        if (attr == null) {
            return new String[0];
        }
        if (!attr.endsWith(MaskedDetails.MASK)) {
            return new String[] {attr};
        }
        return jdbc.sql("""
                        SELECT DISTINCT folded_attr(attr)
                          FROM import_violation
                         WHERE code = :code
                           AND process_id BETWEEN (SELECT min(id) FROM import_process WHERE wave_id = :wave)
                                              AND (SELECT max(id) FROM import_process WHERE wave_id = :wave)
                        """).param("code", filter.code()).param("wave", waveId).query(String.class).list().stream()
                .filter(found -> MaskedAttrs.of(found).equals(attr))
                .toArray(String[]::new);
    }

    /** What may be decided about an account that has this status; spares deriving it for all others. */
    private static String[] decidedBehind(ImportStatus status) {
        return switch (status) {
            case IN_PROGRESS -> new String[] {"PENDING", "DRY_RUN_SUCCEEDED", "DRY_RUN_ERRORED"};
            case DRY_RUN_ERRORED, ERRORED -> new String[] {"PENDING", status.name()};
            case PENDING, DRY_RUN_SUCCEEDED, PROCESSED, CANCELLED -> new String[] {status.name()};
        };
    }

    private Map<Long, List<Violation>> violationsOf(List<Long> processIds) {
        Map<Long, List<Violation>> violations = new HashMap<>();
        jdbc.sql("""
                SELECT process_id, attr, code, detail
                  FROM import_violation
                 WHERE process_id = ANY (:ids)
                 ORDER BY process_id, position
                """).param("ids", processIds.toArray(Long[]::new)).query(row -> {
            violations
                    .computeIfAbsent(row.getLong("process_id"), id -> new ArrayList<>())
                    .add(new Violation(row.getString("attr"), row.getString("code"), row.getString("detail")));
        });
        return violations;
    }

    private List<Account> withViolations(List<Account> accounts) {
        Map<Long, List<Violation>> violations =
                violationsOf(accounts.stream().map(Account::id).toList());
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

    /** What the payload of an account import process breaks, in the order of the rulebook; empty when nothing is known. */
    public List<Violation> violations(long processId) {
        return violationsOf(List.of(processId)).getOrDefault(processId, List.of());
    }

    private static Account account(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return new Account(
                row.getLong("id"),
                row.getString("external_account_number"),
                ImportStatus.valueOf(row.getString("status")),
                row.getString("account_number"),
                row.getObject("modified_at", OffsetDateTime.class),
                code == null ? null : new ImportError(code, row.getString("error_detail")),
                List.of());
    }
}
