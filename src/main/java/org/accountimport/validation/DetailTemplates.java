package org.accountimport.validation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.accountimport.payload.StructuralCode;

/** What violations say, with words in braces where something is filled in: {@code {value} is not a valid phone number}. */
public final class DetailTemplates {

    private DetailTemplates() {}

    /** The templates of a code, those of structural violations first; empty for a code that no rule has. */
    public static List<String> of(String code) {
        return Stream.concat(
                        Arrays.stream(StructuralCode.values())
                                .filter(structural -> structural.code().equals(code))
                                .map(StructuralCode::detail),
                        Rules.ALL.stream()
                                .filter(rule -> rule.code().equals(code))
                                .map(Rule::detail))
                .distinct()
                .toList();
    }
}
