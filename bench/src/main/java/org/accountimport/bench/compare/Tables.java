package org.accountimport.bench.compare;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Empty copies of the program's tables, with the same keys, indexes and foreign keys, in a schema of their own. */
final class Tables {

    private static final List<String> QUEUE =
            List.of("import_process", "import_payload", "import_violation", "import_event");
    private static final List<String> BATCH = List.of(
            "batch_job_instance", "batch_job_execution", "batch_job_execution_params", "batch_job_execution_context",
            "batch_step_execution", "batch_step_execution_context");

    private final Server server;

    Tables(Server server) {
        this.server = server;
    }

    /** All that hold parts of accounts, parents before children: a child's key begins with its parent's. */
    List<String> ofAccounts() throws SQLException {
        return strings("""
                SELECT relname
                  FROM pg_class
                  JOIN pg_index ON indrelid = pg_class.oid AND indisprimary
                 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                   AND (relname = 'account' OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'account_id'))
                 ORDER BY indnkeyatts, relname
                """);
    }

    /** For contestants that are no part of the program: what they write, and a job repository. */
    void copyDefinitions(String schema) throws SQLException {
        List<String> tables = new ArrayList<>(QUEUE);
        tables.addAll(ofAccounts());
        tables.addAll(BATCH);
        List<String> keys = strings("""
                SELECT format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', relname, conname, pg_get_constraintdef(pg_constraint.oid))
                  FROM pg_constraint
                  JOIN pg_class ON pg_class.oid = conrelid
                 WHERE contype = 'f' AND relnamespace = 'public'::regnamespace
                   AND relname = ANY ('{%s}') AND confrelid::regclass::text = ANY ('{%s}')
                """.formatted(String.join(",", tables), String.join(",", tables)));
        List<String> statements = new ArrayList<>(List.of("CREATE SCHEMA " + schema));
        tables.forEach(table -> statements.add("CREATE TABLE " + schema + "." + table + " (LIKE public." + table + " INCLUDING ALL)"));
        for (String sequence : List.of("batch_job_instance_seq", "batch_job_execution_seq", "batch_step_execution_seq")) {
            statements.add("CREATE SEQUENCE " + schema + "." + sequence);
        }
        statements.add("SET search_path = " + schema);
        statements.addAll(keys);
        for (String table : tables) {
            // Settings of a table are no part of its definition.
            for (String options : strings("""
                    SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE reloptions IS NOT NULL AND oid = 'public.%1$s'::regclass
                     UNION ALL
                    SELECT 'toast.' || array_to_string(toast.reloptions, ', toast.')
                      FROM pg_class
                      JOIN pg_class toast ON toast.oid = pg_class.reltoastrelid
                     WHERE toast.reloptions IS NOT NULL AND pg_class.oid = 'public.%1$s'::regclass
                    """.formatted(table))) {
                statements.add("ALTER TABLE " + table + " SET (" + options + ")");
            }
            statements.addAll(strings("""
                    SELECT format('ALTER TABLE %1$s ALTER COLUMN %%I SET STATISTICS %%s', attname, attstattarget)
                      FROM pg_attribute
                     WHERE attstattarget >= 0 AND attnum > 0 AND NOT attisdropped AND attrelid = 'public.%1$s'::regclass
                    """.formatted(table)));
        }
        execute("public", statements);
    }

    void empty(String schema) throws SQLException {
        execute(schema, List.of("TRUNCATE " + schema + ".import_process, " + schema + ".account CASCADE"));
    }

    /** Takes an import back: no account, and every payload waits. */
    void undoImport() throws SQLException {
        execute("public", List.of(
                "TRUNCATE account CASCADE",
                "UPDATE import_process SET status = 'PENDING', account_number = NULL, decided_by = NULL",
                "VACUUM ANALYZE import_process"));
    }

    /** The wave as it stood after loading. */
    void fillQueue(String schema, boolean payloads) throws SQLException {
        List<String> statements = new ArrayList<>(List.of(
                "INSERT INTO " + schema + ".import_process (id, wave_id, import_supplier, external_account_number)"
                        + " SELECT id, wave_id, import_supplier, external_account_number FROM public.import_process ORDER BY id"));
        if (payloads) {
            statements.add("INSERT INTO " + schema + ".import_payload SELECT * FROM public.import_payload ORDER BY process_id");
        }
        statements.add("ANALYZE " + schema + ".import_process");
        statements.add("ANALYZE " + schema + ".import_payload");
        execute(schema, statements);
    }

    /** The rows of a table in PostgreSQL's binary format: two files of about equal size, {@code TABLE.0} and {@code TABLE.1}. */
    void export(String table, String key, Path directory) throws SQLException, IOException {
        String parent = key.equals("process_id") ? "import_payload" : "account";
        String parentKey = key.equals("process_id") ? "process_id" : "id";
        long middle = server.number("SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY " + parentKey + ") FROM " + parent);
        try (Connection connection = server.connect("public")) {
            for (int half = 0; half < 2; half++) {
                try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(directory.resolve(table + "." + half)), 1 << 20)) {
                    connection.unwrap(PGConnection.class).getCopyAPI().copyOut(
                            "COPY (SELECT * FROM " + table + " WHERE " + key + (half == 0 ? " <= " : " > ") + middle
                                    + ") TO STDOUT (FORMAT binary)",
                            file);
                }
            }
        }
    }

    void execute(String schema, List<String> statements) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> strings(String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Connection connection = server.connect("public");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                strings.add(result.getString(1));
            }
        }
        return strings;
    }
}
