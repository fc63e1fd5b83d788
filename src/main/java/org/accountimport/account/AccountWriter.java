package org.accountimport.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Writes new accounts into all their tables, one {@code COPY} a table. Foreign keys are checked when a {@code COPY} ends, all
 * of its rows at once where the database allows that, else row by row ({@code docs/decisions/2026-11-29-keys-by-set.md}).
 * Keeps its buffers from chunk to chunk, so each partition has a writer of its own ({@link AccountWriters}); not safe for use
 * by several threads.
 */
public final class AccountWriter {

    /** Fewer are checked faster row by row: having a connection plan its checks anew costs as much as fifty accounts' rows. */
    private static final int ACCOUNTS_BY_SET = 50;

    private final DataSource dataSource;
    private final SQLExceptionTranslator exceptions;

    /** Parents before children. */
    private final List<AccountRows> tables = List.of(
            new AccountTable(),
            new CustomerTables(),
            new ConsentTable(),
            new NoteTables(),
            new LedgerTables(),
            new StatementTable(),
            new MetadataTable(),
            new ReferenceTable(),
            new SupplyAddressTable());

    private final String[] tableNames =
            tables.stream().flatMap(AccountRows::tableNames).toArray(String[]::new);

    AccountWriter(DataSource dataSource, SQLExceptionTranslator exceptions) {
        this.dataSource = dataSource;
        this.exceptions = exceptions;
    }

    /** The tables it writes, parents before children. */
    String[] tableNames() {
        return tableNames.clone();
    }

    /**
     * Creates these accounts in the caller's transaction, which has locked their import processes.
     *
     * @throws org.springframework.dao.DataAccessException when the database refuses one of them; the caller then rolls back
     *     to before the call
     */
    public void write(List<NewAccount> accounts) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            for (AccountRows rows : tables) {
                for (NewAccount account : accounts) {
                    rows.add(account);
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(AccountWatch.PASS_OVER);
            }
            if (accounts.size() < ACCOUNTS_BY_SET) {
                writeRows(connection);
            } else {
                checkKeysBySet(connection);
                writeRows(connection);
                checkKeysByRow(connection);
            }
        } catch (SQLException e) {
            RuntimeException translated = exceptions.translate("COPY into the account tables", null, e);
            throw translated != null ? translated : new IllegalStateException("COPY into the account tables failed", e);
        } finally {
            tables.forEach(AccountRows::clear);
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private void writeRows(Connection connection) throws SQLException {
        for (AccountRows rows : tables) {
            rows.writeTo(connection);
        }
    }

    private void checkKeysBySet(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT check_keys_by_set(?)")) {
            statement.setArray(1, connection.createArrayOf("text", tableNames));
            statement.execute();
        }
    }

    /** What else the transaction writes. When a row was refused, going back to the savepoint does the same. */
    private static void checkKeysByRow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT check_keys_by_row()");
        }
    }
}
