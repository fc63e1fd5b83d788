package org.accountimport.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Removes accounts that nobody has touched since they were created. Safe for use by several threads. */
@Repository
public class AccountRemover {

    /** Piece of a query: whether nobody has changed an {@code account}, or a part of it, since it was created. */
    public static final String UNTOUCHED = """
            account.version = 1 AND account.modified_at = account.created_at
            """;

    private final JdbcClient jdbc;

    AccountRemover(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of an account that was to be removed. */
    public enum Removal {
        REMOVED,
        /** Somebody changed the account or a part of it. */
        CHANGED_SINCE_IMPORT,
        /** There is no account. */
        ACCOUNT_MISSING,
        /** Something refers to the account; never an outcome of {@link #remove}, which throws then. */
        IN_USE
    }

    private record Found(long id, long importProcessId, boolean untouched) {}

    /**
     * Removes the accounts of these import processes, with all their parts, in the caller's transaction. The accounts are
     * locked first: a change that is under way is waited for, and then counts.
     *
     * @return for each of the processes what became of its account
     * @throws org.springframework.dao.DataIntegrityViolationException when something refers to one of the accounts; the
     *     caller then rolls back to before the call
     */
    public Map<Long, Removal> remove(List<Long> importProcessIds) {
        List<Found> accounts = jdbc.sql("""
                SELECT id, import_process_id,
                """ + UNTOUCHED + """
                       AS untouched
                  FROM account
                 WHERE import_process_id = ANY (:processes)
                 ORDER BY id
                   FOR UPDATE
                """)
                .param("processes", importProcessIds.toArray(Long[]::new))
                .query(Found.class)
                .list();
        Map<Long, Removal> outcome = new LinkedHashMap<>();
        importProcessIds.forEach(process -> outcome.put(process, Removal.ACCOUNT_MISSING));
        List<Long> untouched = new ArrayList<>(accounts.size());
        for (Found account : accounts) {
            outcome.put(
                    account.importProcessId(), account.untouched() ? Removal.REMOVED : Removal.CHANGED_SINCE_IMPORT);
            if (account.untouched()) {
                untouched.add(account.id());
            }
        }
        delete(untouched);
        return outcome;
    }

    private void delete(List<Long> accountIds) {
        jdbc.sql(AccountWatch.PASS_OVER).update();
        jdbc.sql("DELETE FROM account WHERE id = ANY (:ids)")
                .param("ids", accountIds.toArray(Long[]::new))
                .update();
    }
}
