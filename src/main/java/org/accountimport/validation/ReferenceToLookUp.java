package org.accountimport.validation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A reference that can be looked up for S61, and what is reported when it is taken. */
record ReferenceToLookUp(AccountReference reference, Finding ifTaken) {

    static Set<AccountReference> references(List<ReferenceToLookUp> lookUps) {
        if (lookUps.isEmpty()) {
            return Set.of();
        }
        Set<AccountReference> references = new LinkedHashSet<>();
        lookUps.forEach(lookUp -> references.add(lookUp.reference));
        return references;
    }

    static List<Finding> findings(List<ReferenceToLookUp> lookUps, Set<AccountReference> taken) {
        return lookUps.stream()
                .filter(lookUp -> taken.contains(lookUp.reference))
                .map(ReferenceToLookUp::ifTaken)
                .toList();
    }
}
