package org.accountimport.validation;

import org.junit.jupiter.api.Test;

/** The worked cases in a single test, for mutation testing: it runs every test anew for every mutant, and this one is quick. */
class AllCasesAtOnceTest {

    @Test
    void hold() {
        CasesTest.rulebook().forEach(CasesTest::judgesAsExpected);
        CasesTest.own().forEach(CasesTest::judgesAsExpected);
    }
}
