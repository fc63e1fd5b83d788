package org.accountimport.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.accountimport.security.AccessRefusals.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Holds every request against the table of endpoints. Another supplier's things are answered as what does not exist, and no
 * more is done for the one than for the other: nothing is looked up where the path names the supplier, and the same one query
 * where it names a job execution.
 */
final class AccessFilter extends OncePerRequestFilter {

    private final ExecutionScope executions;
    private final List<AccessRefusals> refusals;

    AccessFilter(ExecutionScope executions, List<AccessRefusals> refusals) {
        this.executions = executions;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Reason reason;
        try {
            reason = reasonAgainst(request);
        } catch (DataAccessException e) {
            RequestedEndpoint.answering(request, refusals).fail(e, request, response);
            return;
        }
        if (reason == null) {
            chain.doFilter(request, response);
        } else {
            RequestedEndpoint.answering(request, refusals).refuse(reason, request, response);
        }
    }

    private @Nullable Reason reasonAgainst(HttpServletRequest request) {
        if (RequestedEndpoint.isOpen(request)) {
            return null;
        }
        Caller caller = Caller.currentOrNull();
        if (caller == null) {
            return Reason.NOT_AUTHENTICATED;
        }
        Endpoints.Found found = RequestedEndpoint.of(request);
        if (found == null) {
            return Reason.NOT_THERE;
        }
        Endpoint endpoint = found.endpoint();
        if (endpoint == null) {
            return null; // Spring MVC says which methods there are; EndpointGuard lets nothing else through
        }
        if (!caller.may(Objects.requireNonNull(endpoint.least()))) {
            return Reason.PERMISSION_DENIED;
        }
        return caller.seesAll() ? null : outOfScope(caller, endpoint, request);
    }

    private @Nullable Reason outOfScope(Caller caller, Endpoint endpoint, HttpServletRequest request) {
        return switch (endpoint.supplier()) {
            case NOTHING, PAYLOAD, ANSWER -> null;
            case ALL -> Reason.PERMISSION_DENIED;
            case PATH -> caller.maySee(variable(endpoint, "supplier", request)) ? null : Reason.NOT_THERE;
            case EXECUTION -> {
                long id = Long.parseLong(variable(endpoint, "id", request));
                yield executions.isWithin(id, caller.suppliers()) ? null : Reason.NOT_THERE;
            }
        };
    }

    private static String variable(Endpoint endpoint, String name, HttpServletRequest request) {
        return Objects.requireNonNull(Objects.requireNonNull(endpoint.path()
                        .matchAndExtract(ServletRequestPathUtils.parse(request).pathWithinApplication()))
                .getUriVariables()
                .get(name));
    }
}
