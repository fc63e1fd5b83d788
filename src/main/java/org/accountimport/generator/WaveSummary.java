package org.accountimport.generator;

import java.util.SortedMap;

/**
 * What a generated wave holds.
 *
 * @param lines lines of the file: accounts and rejected lines
 * @param accounts accounts, right and wrong
 * @param wrongAccounts accounts that break at least one rule
 * @param rejectedLines lines that the intake refuses
 * @param violations expected violations by code
 * @param accountsByFirstCode wrong accounts by the code of their first violation
 */
public record WaveSummary(
        long lines,
        long accounts,
        long wrongAccounts,
        long rejectedLines,
        SortedMap<String, Long> violations,
        SortedMap<String, Long> accountsByFirstCode) {}
