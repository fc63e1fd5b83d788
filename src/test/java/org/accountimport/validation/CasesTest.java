package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.accountimport.payload.Framing;
import org.accountimport.validation.Case.Expected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All worked cases: those of the rulebook, and our own. Order of violations included. */
class CasesTest {

    /** Just after midnight in Copenhagen, and still the day before in UTC. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-30T22:30:00Z"), ZoneOffset.UTC);

    private static final PayloadValidator VALIDATOR =
            new PayloadValidator(Suppliers.withFileStore(), path -> path.startsWith("stored/"), CLOCK);

    static List<Case> rulebook() {
        return Case.in("/cases.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulebook")
    void holdsForTheRulebooksCases(Case worked) {
        judgesAsExpected(worked);
    }

    static List<Case> own() {
        return Case.in("/own-cases.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("own")
    void holdsForOurOwnCases(Case worked) {
        judgesAsExpected(worked);
    }

    static void judgesAsExpected(Case worked) {
        byte[] bare = Case.JSON.writeValueAsBytes(worked.payload());
        assertThat(found(worked.body(), Framing.ENVELOPE, worked)).isEqualTo(worked.expect());
        assertThat(found(worked.body(), Framing.EITHER, worked)).isEqualTo(worked.expect());
        assertThat(found(bare, Framing.EITHER, worked)).isEqualTo(worked.expect());
    }

    private static Set<AccountReference> taken(Set<AccountReference> references) {
        return references.stream()
                .filter(reference -> reference.equals(new AccountReference("NORLYS", "norlys.crm-id", "taken")))
                .collect(Collectors.toSet());
    }

    private static List<Expected> found(byte[] body, Framing framing, Case worked) {
        Verdict verdict = VALIDATOR.validate(body, framing, CasesTest::taken);
        assertThat(verdict).isInstanceOf(verdict.violations().isEmpty() ? Accepted.class : Rejected.class);
        return verdict.violations().stream()
                .map(violation -> new Expected(
                        violation.attr(),
                        violation.code(),
                        worked.expect().stream()
                                        .anyMatch(expected -> expected.attr().equals(violation.attr())
                                                && expected.code().equals(violation.code())
                                                && expected.detail() != null)
                                ? violation.detail()
                                : null))
                .toList();
    }
}
