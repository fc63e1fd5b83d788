package org.accountimport.wave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads any number of rows in flat memory: one cursor in a read-only transaction, so all rows are of the same moment. */
@Component
class RowStream {

    private final JdbcClient jdbc;
    private final TransactionTemplate readOnly;

    RowStream(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.readOnly = new TransactionTemplate(transactionManager);
        this.readOnly.setReadOnly(true);
    }

    interface RowWriter {
        void write(ResultSet row) throws SQLException, IOException;
    }

    /**
     * Hands every row of a query over a wave to a writer.
     *
     * @param sql       with the parameter {@code :wave}
     * @param fetchSize rows in memory at a time
     * @return how many rows there were
     * @throws IOException when the writer's end of the line is gone
     */
    long ofWave(long waveId, String sql, int fetchSize, RowWriter writer) throws IOException {
        long[] rows = {0};
        try {
            readOnly.executeWithoutResult(status -> jdbc.sql(sql)
                    .withFetchSize(fetchSize)
                    .param("wave", waveId)
                    .query(row -> {
                        try {
                            writer.write(row);
                            rows[0]++;
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return rows[0];
    }
}
