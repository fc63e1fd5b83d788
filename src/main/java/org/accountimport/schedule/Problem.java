package org.accountimport.schedule;

import java.util.Comparator;

/**
 * Something that is wrong with a job definition.
 *
 * @param file    as it was found
 * @param line    from 1
 * @param message what is wrong, and what would be right
 */
record Problem(String file, int line, String message) {

    static final Comparator<Problem> IN_ORDER =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparing(Problem::message);

    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
