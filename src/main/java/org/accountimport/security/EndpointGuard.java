package org.accountimport.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.accountimport.security.AccessRefusals.Reason;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The second look: what Spring MVC is about to execute must be the very line of the table that the request was let in by. An
 * endpoint that the table does not have is not there.
 */
final class EndpointGuard implements HandlerInterceptor {

    private final List<AccessRefusals> refusals;

    EndpointGuard(List<AccessRefusals> refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, ServletException {
        if (!(handler instanceof HandlerMethod)
                || request.getDispatcherType() != DispatcherType.REQUEST
                || request.getMethod().equals("OPTIONS")
                || isInTable(request)) {
            return true;
        }
        RequestedEndpoint.answering(request, refusals).refuse(Reason.NOT_THERE, request, response);
        return false;
    }

    private static boolean isInTable(HttpServletRequest request) {
        Endpoints.Found found = RequestedEndpoint.of(request);
        Object mapped = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return found != null
                && found.endpoint() != null
                && found.endpoint().path().getPatternString().equals(String.valueOf(mapped));
    }
}
