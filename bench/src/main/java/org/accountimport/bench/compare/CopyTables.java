package org.accountimport.bench.compare;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/** The limit of writing: files that hold nothing but the finished rows, copied into tables over two connections. */
public final class CopyTables {

    private CopyTables() {}

    /** Arguments: URL, directory of the files, how many connections (1 or 2), tables. */
    public static void main(String... arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        int connections = Integer.parseInt(arguments[2]);
        List<String> tables = List.of(arguments).subList(3, arguments.length);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long started = System.nanoTime();
        List<Future<?>> halves = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            String ending = "." + half;
            halves.add(threads.submit(() -> {
                copy(arguments[0], directory, tables, ending);
                return null;
            }));
        }
        for (Future<?> half : halves) {
            half.get();
        }
        System.out.println("result seconds=" + (System.nanoTime() - started) / 1e9);
        threads.shutdown();
    }

    private static void copy(String url, Path directory, List<String> tables, String ending) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            for (String table : tables) {
                try (InputStream rows = Files.newInputStream(directory.resolve(table + ending))) {
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                            "COPY " + table + " FROM STDIN (FORMAT binary)", rows, 64 * 1024);
                }
            }
            connection.commit();
        }
    }
}
