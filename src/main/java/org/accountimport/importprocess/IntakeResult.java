package org.accountimport.importprocess;

import java.util.List;

/**
 * What became of the lines of one intake. {@code queued}, {@code replaced}, {@code unchanged} and {@code rejected} add up
 * to {@code read}.
 *
 * @param read      lines that were not blank
 * @param queued    accounts that were new
 * @param replaced  accounts whose payload is another now; they are PENDING again
 * @param unchanged accounts that were queued or imported with the very same payload before
 * @param rejects   the first {@value #LISTED_REJECTS} lines that could not be queued
 */
public record IntakeResult(long read, long queued, long replaced, long unchanged, long rejected, List<Reject> rejects) {

    /** How many rejected lines are listed one by one. */
    public static final int LISTED_REJECTS = 100;

    /**
     * A line that could not be queued.
     *
     * @param line   its number, from 1
     * @param code   for programs
     * @param detail what would be right, for a person
     */
    public record Reject(long line, String code, String detail) {}
}
