package org.accountimport.validation;

import java.util.Set;

/** Knows the references that persisted accounts carry (S61). */
@FunctionalInterface
public interface ReferenceRegistry {

    /** Those of the references that persisted accounts of their supplier already carry: one look-up for all of them. */
    Set<AccountReference> taken(Set<AccountReference> references);
}
