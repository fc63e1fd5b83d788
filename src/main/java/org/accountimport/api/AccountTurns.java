package org.accountimport.api;

import org.springframework.stereotype.Component;

/**
 * Bounds how many single accounts are judged and stored at the same time. A turn begins when the body is there, so that a slow
 * client takes nobody's.
 */
@Component
class AccountTurns {

    private static final int SECONDS_UNTIL_RETRY = 1;

    private final Turns turns;

    AccountTurns(LimitsProperties limits) {
        this.turns = new Turns(
                limits.accountsAtOnceOrByProcessors(),
                limits.accountsWait(),
                Refusal.throttled(
                        "As many accounts as the server takes at the same time are being validated or scheduled;"
                                + " send this one again after the time in Retry-After.",
                        SECONDS_UNTIL_RETRY));
    }

    /** @throws Refusal when no turn came in time */
    <T> T take(Turns.Work<T> work) {
        return turns.take(work);
    }
}
