package org.accountimport.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;

/** The rows of a chunk for one statement, on their way into a writer by JDBC batch. */
final class TableWriter {

    private final JdbcBatchItemWriter<Object[]> writer;
    private final List<Object[]> rows = new ArrayList<>();

    private TableWriter(DataSource dataSource, String sql) {
        writer = new JdbcBatchItemWriterBuilder<Object[]>()
                .dataSource(dataSource)
                .sql(sql)
                .assertUpdates(false)
                .itemPreparedStatementSetter((row, statement) -> {
                    for (int i = 0; i < row.length; i++) {
                        statement.setObject(i + 1, row[i]);
                    }
                })
                .build();
        writer.afterPropertiesSet();
    }

    static TableWriter update(DataSource dataSource, String sql) {
        return new TableWriter(dataSource, sql);
    }

    static TableWriter insert(DataSource dataSource, String table, String... columns) {
        List<String> places = new ArrayList<>(Collections.nCopies(columns.length, "?"));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            boolean json = columns[i].endsWith("::json");
            names.add(columns[i].replace("::json", ""));
            places.set(i, json ? "CAST(? AS json)" : "?");
        }
        return new TableWriter(
                dataSource,
                "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES (" + String.join(", ", places)
                        + ")");
    }

    void add(Object... row) {
        rows.add(row);
    }

    void write() throws Exception {
        if (!rows.isEmpty()) {
            writer.write(new Chunk<>(rows));
            rows.clear();
        }
    }
}
