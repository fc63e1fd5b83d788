package org.accountimport.bench.compare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The limit of reading: every payload fetched by keyset, as bytes in binary transfer, over two connections, and dropped. */
public final class ReadPayloads {

    private static final int PAGE = 1_000;

    private ReadPayloads() {}

    /** Arguments: URL, first id, id in the middle, last id. */
    public static void main(String... arguments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        long started = System.nanoTime();
        List<Future<Long>> halves = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            long after = Long.parseLong(arguments[1 + half]) - (half == 0 ? 1 : 0);
            long last = Long.parseLong(arguments[2 + half]);
            halves.add(threads.submit(() -> read(arguments[0], after, last)));
        }
        long payloads = 0;
        for (Future<Long> half : halves) {
            payloads += half.get();
        }
        System.out.println("result seconds=" + (System.nanoTime() - started) / 1e9);
        System.out.println("result accounts=" + payloads);
        threads.shutdown();
    }

    private static long read(String url, long first, long last) throws Exception {
        long payloads = 0;
        long bytes = 0;
        long after = first;
        try (Connection connection = DriverManager.getConnection(url + "&prepareThreshold=-1");
                PreparedStatement page = connection.prepareStatement(
                        "SELECT process_id, body FROM import_payload WHERE process_id > ? AND process_id <= ? ORDER BY process_id LIMIT " + PAGE)) {
            while (true) {
                page.setLong(1, after);
                page.setLong(2, last);
                int found = 0;
                try (ResultSet rows = page.executeQuery()) {
                    while (rows.next()) {
                        after = rows.getLong(1);
                        bytes += rows.getBytes(2).length;
                        found++;
                    }
                }
                payloads += found;
                if (found < PAGE) {
                    break;
                }
            }
        }
        if (payloads > 0 && bytes == 0) {
            throw new IllegalStateException("Payloads are not empty");
        }
        return payloads;
    }
}
