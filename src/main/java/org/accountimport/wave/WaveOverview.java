package org.accountimport.wave;

import java.util.Map;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;

/**
 * A wave at a glance.
 *
 * @param counts     accounts by status; every status is there
 * @param foundWrong how many of them a run has found wrong; others may be errored because a run failed before it came to them
 * @param newestRun  null when none was ever launched
 */
public record WaveOverview(
        WaveName wave,
        Map<ImportStatus, Long> counts,
        long foundWrong,
        @Nullable RunReport newestRun) {

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
