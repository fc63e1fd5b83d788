package org.accountimport.generator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what the mistakes in one account cause and lists it in the rulebook's order (section 2). */
final class Consequences {

    private static final int STRUCTURAL = 0;

    private static final Comparator<Consequence> RULEBOOK_ORDER = Comparator.<Consequence>comparingInt(
                    consequence -> consequence.rule == STRUCTURAL ? 0 : 1)
            .thenComparing(Consequence::attr, PayloadOrder.OF_ATTRS)
            .thenComparingInt(Consequence::rule);

    private final List<Consequence> consequences = new ArrayList<>();

    private record Consequence(int rule, String attr, String code) {}

    /** A violation of sections 3 and 4. */
    void structural(String attr, String code) {
        consequences.add(new Consequence(STRUCTURAL, attr, code));
    }

    /** A violation of section 5; {@code rule} is the number of its row: 1 for S01. */
    void semantic(int rule, String attr, String code) {
        consequences.add(new Consequence(rule, attr, code));
    }

    List<ExpectedViolation> inOrder() {
        return consequences.stream()
                .sorted(RULEBOOK_ORDER)
                .map(consequence -> new ExpectedViolation(consequence.attr, consequence.code))
                .toList();
    }
}
