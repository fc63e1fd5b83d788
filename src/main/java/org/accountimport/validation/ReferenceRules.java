package org.accountimport.validation;

import org.accountimport.payload.ReferenceFields;

/**
 * References of other systems: rulebook section 5.2, S60 and S61.
 */
final class ReferenceRules {

    private ReferenceRules() {}

    static final Rule KNOWN_NAMESPACE = Rule.row(Section.ACCOUNT, 60, "invalid_reference_namespace")
            .at(Scope.REFERENCES, ReferenceFields.NAMESPACE)
            .when("not in setting `reference_namespaces`", (reference, facts) -> {
                String namespace = reference.get(ReferenceFields.NAMESPACE);
                return namespace != null
                        && !facts.settings().referenceNamespaces().contains(namespace);
            })
            .detail("{value} is not a known reference namespace");

    static final Rule NOT_TAKEN = Rule.row(Section.ACCOUNT, 61, "reference_already_exists")
            .at(Scope.REFERENCES, ReferenceFields.VALUE)
            .whenFound("reads the database: an account already persisted carries the same namespace and value")
            .search(Scope.REFERENCES, (reference, facts, report) -> {
                String namespace = reference.get(ReferenceFields.NAMESPACE);
                String value = reference.get(ReferenceFields.VALUE);
                if (namespace != null && value != null) {
                    report.atIfTaken(
                            new AccountReference(facts.supplier(), namespace, value), reference, ReferenceFields.VALUE);
                }
            })
            .detail("This reference is already taken");
}
