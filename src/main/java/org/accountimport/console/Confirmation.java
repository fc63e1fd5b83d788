package org.accountimport.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before anything is changed.
 *
 * @param says    in numbers, what will happen
 * @param refusal why it may not be done now; null when it may
 * @param button  what the button says
 * @param danger  whether it takes something away
 * @param back    where whoever does not want it goes
 * @param asks    what has to be said with it
 */
record Confirmation(
        String title,
        List<String> says,
        @Nullable String refusal,
        String button,
        boolean danger,
        String back,
        Asks asks) {

    /**
     * Fields of the form.
     *
     * @param limit        whether a run may be limited
     * @param mustLimit    whether it must be
     * @param retry        accounts that could be taken again though they were found wrong; 0: nothing is asked
     * @param kindOfRun    whether it may be a dry run or an import
     * @param typedName    what has to be typed to show that it is meant; null: nothing
     */
    record Asks(
            boolean limit,
            boolean mustLimit,
            long retry,
            boolean kindOfRun,
            @Nullable String typedName) {

        static final Asks NOTHING = new Asks(false, false, 0, false, null);
    }
}
