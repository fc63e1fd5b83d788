package org.accountimport.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.accountimport.security.Endpoint.Door;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who calls: by the key in the header, else by the session of the console, of which every request checks that its key
 * still holds. What is open to everybody is answered without asking.
 */
final class KeyAuthenticationFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Token ";

    private final RememberedKeys keys;
    private final ConsoleSessions sessions;
    private final LastUses uses;
    private final List<AccessRefusals> refusals;

    KeyAuthenticationFilter(
            RememberedKeys keys, ConsoleSessions sessions, LastUses uses, List<AccessRefusals> refusals) {
        this.keys = keys;
        this.sessions = sessions;
        this.uses = uses;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!RequestedEndpoint.isOpen(request)) {
            Optional<Caller> caller;
            try {
                caller = caller(request);
            } catch (DataAccessException e) {
                RequestedEndpoint.answering(request, refusals).fail(e, request, response);
                return;
            }
            caller.ifPresent(this::enter);
        }
        chain.doFilter(request, response);
    }

    /** A key in the header is what counts, even where a browser adds its session. */
    private Optional<Caller> caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? keys.holderOf(
                            header.substring(SCHEME.length()).strip(), RequestedEndpoint.isWithoutDatabase(request))
                    : Optional.empty();
        }
        return isSessionEnough(request) ? sessions.caller(request) : Optional.empty();
    }

    /** A session changes nothing but through the console, whose forms carry a token; it may read all the same. */
    private static boolean isSessionEnough(HttpServletRequest request) {
        return RequestedEndpoint.isSafe(request) || RequestedEndpoint.door(request) == Door.CONSOLE;
    }

    private void enter(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(caller, "", List.of()));
        SecurityContextHolder.setContext(context);
        uses.note(caller);
    }
}
