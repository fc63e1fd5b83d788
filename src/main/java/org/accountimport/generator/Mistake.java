package org.accountimport.generator;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Something that goes wrong when accounts are extracted from an old system. It changes one spot of a right account and
 * tells exactly which violations that causes.
 *
 * @param name what went wrong, in words
 * @param areas the areas whose rules read what it changes
 * @param places path of fields to the objects it can be planted in; empty for the payload itself
 * @param where which of those objects will do
 * @param planting changes the object and tells the consequences
 */
record Mistake(String name, Set<Area> areas, String places, Predicate<Spot> where, Consumer<Spot> planting) {

    static Mistake of(String name, Area area, String places, Predicate<Spot> where, Consumer<Spot> planting) {
        return new Mistake(name, Set.of(area), places, where, planting);
    }

    static Mistake of(String name, Area area, String places, Consumer<Spot> planting) {
        return of(name, area, places, spot -> true, planting);
    }

    static Mistake of(String name, Area area, Consumer<Spot> planting) {
        return of(name, area, "", planting);
    }

    /** The spots of an account that this mistake can be planted in; empty if it does not fit the account. */
    List<Spot> spots(Spot account) {
        return account.account().all(places).stream()
                .map(place -> new Spot(
                        place,
                        account.account(),
                        account.supplier(),
                        account.today(),
                        account.random(),
                        account.consequences()))
                .filter(where)
                .toList();
    }

    void plant(Spot spot) {
        planting.accept(spot);
    }
}
