package org.accountimport.validation;

import java.util.List;
import java.util.Set;
import org.accountimport.payload.ParseError;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/** A payload that holds against every rule that was asked. */
public final class Accepted implements Verdict {

    private final PayloadObject account;
    private final List<ReferenceToLookUp> lookUps;

    Accepted(PayloadObject account, List<ReferenceToLookUp> lookUps) {
        this.account = account;
        this.lookUps = lookUps;
    }

    @Override
    public List<Violation> violations() {
        return List.of();
    }

    @Override
    public PayloadObject account() {
        return account;
    }

    @Override
    public @Nullable ParseError parseError() {
        return null;
    }

    @Override
    public Set<AccountReference> references() {
        return ReferenceToLookUp.references(lookUps);
    }

    @Override
    public Verdict withTaken(Set<AccountReference> taken) {
        List<Finding> findings = ReferenceToLookUp.findings(lookUps, taken);
        return findings.isEmpty() ? this : new Rejected(account, null, ViolationList.EMPTY.with(findings), lookUps);
    }
}
