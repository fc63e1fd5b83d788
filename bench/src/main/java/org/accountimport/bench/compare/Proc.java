package org.accountimport.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What Linux says about processes. */
final class Proc {

    private static final double TICKS_PER_SECOND = 100;

    private Proc() {}

    /** @param withEnded whether the processes it started and waited for count too */
    static double cpuSeconds(String pid, boolean withEnded) throws IOException {
        List<String> fields = stat(Path.of("/proc", pid));
        if (fields.isEmpty()) {
            return 0;
        }
        long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
        if (withEnded) {
            ticks += Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14));
        }
        return ticks / TICKS_PER_SECOND;
    }

    static String parent(Path process) throws IOException {
        List<String> fields = stat(process);
        return fields.isEmpty() ? "" : fields.get(1);
    }

    /** The most memory that a process has had resident so far, in bytes; 0 when it has ended. */
    static long peakResident(long pid) throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return 0;
    }

    /** Bytes received on the loopback device since the machine started. */
    static long loopbackBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/net/dev"))) {
            if (line.strip().startsWith("lo:")) {
                return Long.parseLong(line.strip().substring(3).strip().split("\\s+")[0]);
            }
        }
        return 0;
    }

    /** The fields after the command's name, which may hold blanks. */
    private static List<String> stat(Path process) throws IOException {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return List.of();
        }
    }
}
