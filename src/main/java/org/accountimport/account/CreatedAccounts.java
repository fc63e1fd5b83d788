package org.accountimport.account;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an import has created for an account, without any personal data. Reads only. */
@Repository
public class CreatedAccounts {

    private final JdbcClient jdbc;

    CreatedAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One created account.
     *
     * @param changes how often it was changed since it was created
     * @param parts   how many it has of what, by the table's name without {@code account_}; only what it has
     */
    public record CreatedAccount(
            String accountNumber,
            String accountType,
            OffsetDateTime createdAt,
            int changes,
            List<Part> parts,
            List<Ledger> ledgers) {}

    /** How many there are of one kind of part. */
    public record Part(String kind, long number) {}

    /**
     * A ledger.
     *
     * @param balance     DKK, credit positive
     * @param closingDate of the last statement; null when there was none
     */
    public record Ledger(
            String code, BigDecimal balance, @Nullable LocalDate closingDate, long transactions) {}

    private record Row(long id, String accountNumber, String accountType, OffsetDateTime createdAt, int version) {}

    /** The account of an account import process; empty when there is none. */
    public Optional<CreatedAccount> of(long processId) {
        return jdbc.sql("""
                SELECT id, account_number, account_type, created_at, version
                  FROM account
                 WHERE import_process_id = :process
                """)
                .param("process", processId)
                .query((row, number) -> new Row(
                        row.getLong("id"),
                        row.getString("account_number"),
                        row.getString("account_type"),
                        row.getObject("created_at", OffsetDateTime.class),
                        row.getInt("version")))
                .optional()
                .map(account -> new CreatedAccount(
                        account.accountNumber(),
                        account.accountType(),
                        account.createdAt(),
                        account.version() - 1,
                        parts(account.id()),
                        ledgers(account.id())));
    }

    private List<Part> parts(long accountId) {
        return jdbc.sql("""
                SELECT kind, number
                  FROM (SELECT 1 AS place, 'customer' AS kind, count(*) AS number
                          FROM account_customer WHERE account_id = :account
                         UNION ALL
                        SELECT 2, 'supply_address', count(*) FROM account_supply_address WHERE account_id = :account
                         UNION ALL
                        SELECT 3, 'ledger', count(*) FROM account_ledger WHERE account_id = :account
                         UNION ALL
                        SELECT 4, 'ledger_transaction', count(*)
                          FROM account_ledger_transaction WHERE account_id = :account
                         UNION ALL
                        SELECT 5, 'statement', count(*) FROM account_statement WHERE account_id = :account
                         UNION ALL
                        SELECT 6, 'note', count(*) FROM account_note WHERE account_id = :account
                         UNION ALL
                        SELECT 7, 'reference', count(*) FROM account_reference WHERE account_id = :account
                         UNION ALL
                        SELECT 8, 'consent', count(*) FROM account_consent WHERE account_id = :account
                         UNION ALL
                        SELECT 9, 'metadata', count(*) FROM account_metadata WHERE account_id = :account) AS part
                 WHERE number > 0
                 ORDER BY place
                """).param("account", accountId).query(Part.class).list();
    }

    private List<Ledger> ledgers(long accountId) {
        return jdbc.sql("""
                SELECT ledger.ledger_code, ledger.ledger_balance, ledger.last_statement_closing_date,
                       (SELECT count(*)
                          FROM account_ledger_transaction entry
                         WHERE entry.account_id = ledger.account_id
                           AND entry.ledger_position = ledger.position) AS transactions
                  FROM account_ledger ledger
                 WHERE ledger.account_id = :account
                 ORDER BY ledger.position
                """)
                .param("account", accountId)
                .query((row, number) -> new Ledger(
                        row.getString("ledger_code"),
                        row.getBigDecimal("ledger_balance"),
                        row.getObject("last_statement_closing_date", LocalDate.class),
                        row.getLong("transactions")))
                .list();
    }
}
