package org.accountimport.wave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a wave's errors from one dry run to the next.
 *
 * @param run         job execution of the newest dry run that came to its end; null when there was none
 * @param previousRun the one before; null when there was none, then every error is new
 * @param lines       the most frequent first
 */
public record ErrorTrend(@Nullable Long run, @Nullable Long previousRun, List<Line> lines) {

    /**
     * One error.
     *
     * @param accounts how many have it now
     * @param before   how many had it in the previous dry run
     * @param example  external account number of an account that has it, or had it
     */
    public record Line(String code, String attr, long accounts, long before, String example) {

        public Change change() {
            if (before == 0) {
                return Change.NEW;
            }
            return accounts == 0 ? Change.FIXED : Change.STILL_THERE;
        }
    }

    public enum Change {
        NEW,
        FIXED,
        STILL_THERE
    }
}
