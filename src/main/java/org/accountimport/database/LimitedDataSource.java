package org.accountimport.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out connections with the {@link StatementLimits} of the thread that takes them. What a session has is remembered, so
 * that nothing is sent where nothing changes. Safe for use by several threads.
 */
final class LimitedDataSource extends DelegatingDataSource {

    private final Map<PGConnection, StatementLimits> inForce = Collections.synchronizedMap(new WeakHashMap<>());

    LimitedDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            limit(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void limit(Connection connection) throws SQLException {
        StatementLimits wanted = StatementLimits.ofThread();
        PGConnection session = connection.unwrap(PGConnection.class);
        if (wanted.isSameAs(inForce.getOrDefault(session, StatementLimits.NONE))) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(wanted.asSql());
        }
        inForce.put(session, wanted);
    }
}
