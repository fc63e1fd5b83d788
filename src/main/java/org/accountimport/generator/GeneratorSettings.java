package org.accountimport.generator;

import java.time.LocalDate;

/**
 * Everything that decides what a generated wave holds: the same settings give the same bytes, on every JDK and at any
 * later date.
 *
 * @param importSupplier the import supplier whose accounts are made: {@code NORLYS} or {@code NORLYS_STRICT}
 * @param seed decides every account together with its sequence number
 * @param accounts number of accounts, 0 or more
 * @param wrongShare share of accounts that break rules, from 0 (none) to 1 (all). It decides only which accounts get
 *     mistakes: the same settings with 0 give the same accounts, corrected
 * @param numberPrefix what external account numbers begin with; 8 digits or more follow. At most 40 characters
 * @param first sequence number of the first account, 1 or more; waves with different sequence numbers share no account
 *     number and no reference
 * @param today the date that everything in an account lies before, next due dates and planted mistakes excepted
 * @param brokenLines number of lines, beside the accounts, that cannot be queued at all: malformed JSON, no key
 *     fields, unknown supplier
 */
public record GeneratorSettings(
        String importSupplier,
        long seed,
        long accounts,
        double wrongShare,
        String numberPrefix,
        long first,
        LocalDate today,
        long brokenLines) {

    private static final int LONGEST_PREFIX = 40;
    private static final LocalDate EARLIEST_TODAY = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST_TODAY = LocalDate.of(2999, 12, 31);

    /** Refuses settings that no wave can be made from with an {@link IllegalArgumentException} that names them. */
    public GeneratorSettings {
        SupplierConventions.of(importSupplier);
        require(accounts >= 0, "accounts must be 0 or more, but is " + accounts);
        require(wrongShare >= 0 && wrongShare <= 1, "wrong share must lie between 0 and 1, but is " + wrongShare);
        require(
                !numberPrefix.isBlank() && numberPrefix.length() <= LONGEST_PREFIX,
                "number prefix must have 1 to " + LONGEST_PREFIX + " characters");
        require(
                numberPrefix.chars().allMatch(letter -> letter > ' ' && letter < 127 && letter != '\\'),
                "number prefix may hold printable ASCII characters without blanks and backslashes only");
        require(
                !numberPrefix.startsWith("/") && !numberPrefix.contains("//") && !numberPrefix.contains("."),
                "number prefix becomes a folder name: it may neither begin with / nor hold // or a dot");
        require(first >= 1, "first must be 1 or more, but is " + first);
        require(
                !today.isBefore(EARLIEST_TODAY) && !today.isAfter(LATEST_TODAY),
                "today must lie between " + EARLIEST_TODAY + " and " + LATEST_TODAY + ", but is " + today);
        require(brokenLines >= 0, "broken lines must be 0 or more, but is " + brokenLines);
    }

    /** A wave of {@code NORLYS} without mistakes, numbered {@code NOR-00000001} and up. */
    public static GeneratorSettings of(long seed, long accounts, LocalDate today) {
        return new GeneratorSettings("NORLYS", seed, accounts, 0, "NOR-", 1, today, 0);
    }

    public GeneratorSettings withImportSupplier(String supplier) {
        return new GeneratorSettings(supplier, seed, accounts, wrongShare, numberPrefix, first, today, brokenLines);
    }

    public GeneratorSettings withWrongShare(double share) {
        return new GeneratorSettings(importSupplier, seed, accounts, share, numberPrefix, first, today, brokenLines);
    }

    public GeneratorSettings withNumberPrefix(String prefix) {
        return new GeneratorSettings(importSupplier, seed, accounts, wrongShare, prefix, first, today, brokenLines);
    }

    public GeneratorSettings withFirst(long number) {
        return new GeneratorSettings(
                importSupplier, seed, accounts, wrongShare, numberPrefix, number, today, brokenLines);
    }

    public GeneratorSettings withBrokenLines(long lines) {
        return new GeneratorSettings(importSupplier, seed, accounts, wrongShare, numberPrefix, first, today, lines);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
