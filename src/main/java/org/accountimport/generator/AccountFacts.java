package org.accountimport.generator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one account have to agree on, drawn before any of them is written.
 *
 * @param sequence the account's number in its book; everything else follows from it and the seed
 * @param organisation the company's name; empty for domestic accounts
 * @param people the customers; empty where nobody is known
 * @param customerSince the day the oldest supply address was moved into
 * @param billedTo the value of {@code last_billed_to_date}; null where the account carries none
 * @param quarterly whether it is billed every quarter rather than every month
 */
record AccountFacts(
        long sequence,
        String externalAccountNumber,
        AccountKind kind,
        SupplierConventions supplier,
        LocalDate today,
        String organisation,
        List<Person> people,
        StreetAddress home,
        LocalDate customerSince,
        @Nullable LocalDate billedTo,
        boolean quarterly) {

    /** Days before today that nothing but open transactions lies in: enough of them for a closing and what follows it. */
    static final int OPEN_DAYS_AT_LEAST = 8;

    static AccountFacts draw(
            GeneratorSettings settings, SupplierConventions supplier, long sequence, SeededRandom random) {
        AccountKind kind = AccountKind.any(random);
        List<Person> people = kind.hasCustomers() ? people(kind, random) : List.of();
        String organisation = kind.isDomestic() ? "" : organisation(random);
        return new AccountFacts(
                sequence,
                settings.numberPrefix() + eightDigits(sequence),
                kind,
                supplier,
                settings.today(),
                organisation,
                people,
                StreetAddress.in(Country.DK, random),
                settings.today().minusDays(random.between(500, 5000)),
                random.percent(60) ? settings.today().minusDays(random.between(OPEN_DAYS_AT_LEAST, 60)) : null,
                random.percent(20));
    }

    private static List<Person> people(AccountKind kind, SeededRandom random) {
        int share = random.below(100);
        int count = share < 75 ? 1 : share < 97 || !kind.isDomestic() ? 2 : 3;
        List<Person> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            people.add(Person.of(country(random), random));
        }
        return people;
    }

    private static Country country(SeededRandom random) {
        return random.percent(96) ? Country.DK : random.of(Country.SE, Country.NO, Country.DE);
    }

    private static String organisation(SeededRandom random) {
        WordLists words = WordLists.of(Country.DK);
        return random.of(words.lastNames())
                + random.of(" ", "s Maskinfabrik ", " Byg ", " & Søn ", " Transport ", "s Bageri ", " Landbrug ")
                + random.of("ApS", "A/S", "I/S", "K/S");
    }

    static String eightDigits(long number) {
        String digits = Long.toString(number);
        return digits.length() >= 8 ? digits : "0".repeat(8 - digits.length()) + digits;
    }
}
