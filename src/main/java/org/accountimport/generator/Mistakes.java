package org.accountimport.generator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All mistakes, and how they get into an account. */
final class Mistakes {

    static final List<Mistake> ALL = Stream.of(
                    KindMistakes.ALL,
                    CustomerMistakes.ALL,
                    ContactMistakes.ALL,
                    BillingMistakes.ALL,
                    BillingAddressMistakes.ALL,
                    NoteMistakes.ALL,
                    LedgerMistakes.ALL,
                    TransactionMistakes.ALL,
                    StatementMistakes.ALL,
                    SupplyMistakes.ALL,
                    RecordMistakes.ALL)
            .flatMap(List::stream)
            .toList();

    private Mistakes() {}

    /** Plants one mistake, sometimes two or three that do not touch each other. */
    static void plantSome(Spot account) {
        int share = account.random().below(100);
        int wanted = share < 80 ? 1 : share < 95 ? 2 : 3;
        Set<Area> touched = EnumSet.noneOf(Area.class);
        while (wanted > 0) {
            Mistake mistake = account.random().of(ALL);
            if (mistake.areas().stream().noneMatch(touched::contains) && plant(mistake, account)) {
                touched.addAll(mistake.areas());
                wanted--;
            }
        }
    }

    /** Plants a mistake somewhere in an account. Returns whether the account has a spot for it. */
    static boolean plant(Mistake mistake, Spot account) {
        List<Spot> spots = mistake.spots(account);
        if (spots.isEmpty()) {
            return false;
        }
        mistake.plant(account.random().of(spots));
        return true;
    }
}
