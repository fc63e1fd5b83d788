package org.accountimport.console;

import java.util.List;
import java.util.Locale;
import org.accountimport.wave.PartitionState;

/** The partitions of a run, those that hold it up told apart. */
record PartitionTable(List<Row> rows, long completed, long stragglers) {

    private static final String COMPLETED = "COMPLETED";

    /**
     * One partition.
     *
     * @param share     of what the furthest partition has done, 0 to 100
     * @param straggler whether it goes on while most others are through
     */
    record Row(PartitionState partition, String share, boolean straggler) {

        public String state() {
            String status = partition.status();
            if (status.equals("STARTED")) {
                return "Running";
            }
            return status.charAt(0) + status.substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /** @param live whether the run goes on: of one that has ended, nobody waits for anything */
    static PartitionTable of(List<PartitionState> partitions, boolean live) {
        long most = partitions.stream().mapToLong(PartitionState::done).max().orElse(0);
        long completed = partitions.stream()
                .filter(partition -> partition.status().equals(COMPLETED))
                .count();
        boolean mostAreThrough = live && completed * 2 >= partitions.size();
        List<Row> rows = partitions.stream()
                .map(partition -> new Row(
                        partition,
                        Long.toString(most == 0 ? 0 : partition.done() * 100 / most),
                        mostAreThrough && !partition.status().equals(COMPLETED)))
                .toList();
        return new PartitionTable(
                rows, completed, rows.stream().filter(Row::straggler).count());
    }
}
