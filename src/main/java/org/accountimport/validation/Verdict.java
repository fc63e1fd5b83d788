package org.accountimport.validation;

import java.util.List;
import java.util.Set;
import org.accountimport.payload.ParseError;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;

/** What validation came to. Immutable. */
public sealed interface Verdict permits Accepted, Rejected {

    /**
     * All violations in the rulebook's order; empty if and only if the payload was accepted. Never more than
     * {@link Violation#MOST_LISTED}, then one {@code too_many_violations} that says how many more.
     */
    List<Violation> violations();

    /** What was read; null only for a rejected body that holds no payload object. */
    @Nullable
    PayloadObject account();

    /** Why and where the body is no JSON; null when it is. */
    @Nullable
    ParseError parseError();

    /** The payload's references that can be looked up for S61; empty for most payloads. */
    Set<AccountReference> references();

    /**
     * This verdict after S61.
     *
     * @param taken references that persisted accounts carry; others than {@link #references()} do not matter
     */
    Verdict withTaken(Set<AccountReference> taken);
}
