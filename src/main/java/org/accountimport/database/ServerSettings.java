package org.accountimport.database;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of the embedded server: all that differ from PostgreSQL's defaults and those that must not, each with its
 * reason. They are chosen for a small machine of two cores that also runs the application.
 *
 * @param changes settings that replace or join ours, by their PostgreSQL names
 */
record ServerSettings(Map<String, String> changes) {

    /** The settings an operator cannot change: the promise that nothing is lost and nobody else gets in rests on them. */
    static final Set<String> FIXED = Set.of(
            "listen_addresses",
            "port",
            "unix_socket_directories",
            "password_encryption",
            "allow_alter_system",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "data_directory",
            "hba_file",
            "ident_file",
            "logging_collector",
            "log_destination",
            "log_directory",
            "log_filename",
            "log_error_verbosity",
            "log_min_error_statement",
            "log_parameter_max_length",
            "include",
            "include_dir",
            "include_if_exists",
            "ignore_checksum_failure",
            "zero_damaged_pages");

    /** A role needs the password of the directory, and only this machine gets as far as being asked for it. */
    static final String ADMISSION = "host all all 127.0.0.1/32 scram-sha-256\n";

    private static final String OURS = """
            # Who may connect: programs of this machine, over TCP, with the password.
            listen_addresses = '127.0.0.1'
            # No socket file: its path may be too long, and it would need a directory of its own.
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            # Several processes of Account Import, each with its own pool.
            max_connections = '100'
            # What runs is what stands here: nothing in postgresql.auto.conf.
            allow_alter_system = 'off'

            # A commit is on disk when it is confirmed, and a torn page is repaired after a crash.
            fsync = 'on'
            synchronous_commit = 'on'
            full_page_writes = 'on'
            wal_level = 'replica'

            # Memory: the Java heap and the page cache need theirs too.
            shared_buffers = '256MB'
            effective_cache_size = '1GB'
            # Sorts and hashes of reports; only a few run at a time.
            work_mem = '16MB'
            # Building the indexes of a migration.
            maintenance_work_mem = '128MB'

            # An import writes gigabytes in minutes: a checkpoint after every gigabyte would write each page many times.
            max_wal_size = '4GB'
            # Keeps files ready for the next import without holding on to the whole size.
            min_wal_size = '256MB'
            checkpoint_timeout = '15min'
            # Spreads a checkpoint's writes over the time until the next.
            checkpoint_completion_target = '0.9'
            # Several partitions commit large chunks at once.
            wal_buffers = '16MB'

            # The partitions of a job use the cores already; a query with helpers would take them from it.
            max_parallel_workers_per_gather = '0'
            max_parallel_maintenance_workers = '1'
            # Our statements are short: compiling one takes longer than running it.
            jit = 'off'
            # Solid state disks: reading here or there costs nearly the same.
            random_page_cost = '1.1'
            # A wave fills empty tables in a minute; the planner must hear of it before the next job reads them.
            autovacuum_naptime = '15s'
            # The statement of a killed process ends and gives up its locks.
            client_connection_check_interval = '1s'

            # Days and instants mean the same everywhere.
            timezone = 'UTC'
            log_timezone = 'UTC'
            datestyle = 'ISO, YMD'
            # Messages are read by the application at start.
            lc_messages = 'C'

            # A file for each day of the week, begun anew after a week.
            logging_collector = 'on'
            log_destination = 'stderr'
            log_directory = '../log'
            log_filename = 'postgresql-%a.log'
            log_rotation_age = '1d'
            log_rotation_size = '0'
            log_truncate_on_rotation = 'on'
            log_file_mode = '0600'
            log_lock_waits = 'on'
            # Details and failed statements show rows, and rows are personal data.
            log_error_verbosity = 'terse'
            log_min_error_statement = 'panic'
            # So are the parameters of a statement that is logged for being slow.
            log_parameter_max_length = '0'
            """;

    ServerSettings {
        changes = Map.copyOf(changes);
    }

    /** False where a test gave up durability for speed. */
    boolean isDurable() {
        return !"off".equals(changes.get("fsync"));
    }

    /** The text of {@code postgresql.conf}. Equal texts mean: a server started with one runs as the other asks. */
    String asConfiguration(int port, String binaries) {
        String changed = new TreeMap<>(changes)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()))
                        .collect(Collectors.joining("\n"));
        return """
                # Written by Account Import at each start; changes belong into account-import.database.settings.*
                # Server: %s
                port = '%d'
                %s
                # Changed by account-import.database.settings.*
                %s
                """.formatted(binaries, port, OURS, changed);
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", " ") + "'";
    }
}
