package org.accountimport.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Writes new accounts into all their tables, one {@code COPY} a table. Keeps its buffers from chunk to chunk, so each
 * partition has a writer of its own ({@link AccountWriters}); not safe for use by several threads.
 */
public final class AccountWriter {

    private final DataSource dataSource;
    private final SQLExceptionTranslator exceptions;

    /** Parents before children: foreign keys are checked when a COPY ends. */
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

    AccountWriter(DataSource dataSource, SQLExceptionTranslator exceptions) {
        this.dataSource = dataSource;
        this.exceptions = exceptions;
    }

    /**
     * Creates these accounts in the caller's transaction.
     *
     * @throws org.springframework.dao.DataAccessException when the database refuses one of them; the caller then rolls back
     *     to before the call
     */
    public void write(List<NewAccount> accounts) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute(AccountWatch.PASS_OVER);
            }
            for (AccountRows rows : tables) {
                for (NewAccount account : accounts) {
                    rows.add(account);
                }
            }
            for (AccountRows rows : tables) {
                rows.writeTo(connection);
            }
        } catch (SQLException e) {
            RuntimeException translated = exceptions.translate("COPY into the account tables", null, e);
            throw translated != null ? translated : new IllegalStateException("COPY into the account tables failed", e);
        } finally {
            tables.forEach(AccountRows::clear);
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
