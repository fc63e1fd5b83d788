package org.accountimport.validation;

import java.util.List;
import java.util.Set;
import org.accountimport.payload.ParseError;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/** A payload that breaks at least one rule. */
public final class Rejected implements Verdict {

    private final @Nullable PayloadObject account;
    private final @Nullable ParseError parseError;
    private final ViolationList found;
    private final List<ReferenceToLookUp> lookUps;

    Rejected(
            @Nullable PayloadObject account,
            @Nullable ParseError parseError,
            ViolationList found,
            List<ReferenceToLookUp> lookUps) {
        this.account = account;
        this.parseError = parseError;
        this.found = found;
        this.lookUps = lookUps;
    }

    @Override
    public List<Violation> violations() {
        return found.listed();
    }

    @Override
    public @Nullable PayloadObject account() {
        return account;
    }

    @Override
    public @Nullable ParseError parseError() {
        return parseError;
    }

    @Override
    public Set<AccountReference> references() {
        return ReferenceToLookUp.references(lookUps);
    }

    @Override
    public Verdict withTaken(Set<AccountReference> taken) {
        List<Finding> findings = ReferenceToLookUp.findings(lookUps, taken);
        return findings.isEmpty() ? this : new Rejected(account, parseError, found.with(findings), lookUps);
    }
}
