package org.accountimport.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** Who is signed in to the console. A session holds the number of a key and nothing else; what the key may do is looked up. */
public class ConsoleSessions {

    private static final String SIGNED_IN = "account-import.signed-in";
    /** Pages that look again every few seconds keep a session alive; a working day ends it. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final ApiKeys keys;
    private final CsrfTokenRepository formTokens;
    private final Clock clock;

    ConsoleSessions(ApiKeys keys, CsrfTokenRepository formTokens, Clock clock) {
        this.keys = keys;
        this.formTokens = formTokens;
        this.clock = clock;
    }

    private record SignedIn(long keyId, Instant since) implements Serializable {}

    /**
     * Opens a session for whoever shows a key that holds. Whatever session the browser came with is ended, and the tokens of its
     * forms with it. The work is the same for every key that does not hold.
     *
     * @return whether it does
     */
    public boolean signIn(String key, HttpServletRequest request, HttpServletResponse response) {
        Optional<Caller> caller = keys.holderOf(key.strip());
        if (caller.isEmpty()) {
            return false;
        }
        signOut(request, response);
        request.getSession(true)
                .setAttribute(SIGNED_IN, new SignedIn(caller.get().keyId(), clock.instant()));
        return true;
    }

    /** Ends the session, if there is one. */
    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        formTokens.saveToken(null, request, response);
    }

    /** Who is signed in. A session whose key does not hold any more is ended. */
    Optional<Caller> caller(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(SIGNED_IN) instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        Optional<Caller> caller = clock.instant().isAfter(signedIn.since().plus(LONGEST))
                ? Optional.empty()
                : keys.holderOf(signedIn.keyId());
        if (caller.isEmpty()) {
            session.invalidate();
        }
        return caller;
    }
}
