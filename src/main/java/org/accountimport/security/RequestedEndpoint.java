package org.accountimport.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.accountimport.security.Endpoint.Door;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;

/** What the table of endpoints says of a request; looked up once. */
final class RequestedEndpoint {

    private static final String ATTRIBUTE = RequestedEndpoint.class.getName();
    private static final String NOT_THERE = "";

    private RequestedEndpoint() {}

    /** Null when there is no such path. */
    static Endpoints.@Nullable Found of(HttpServletRequest request) {
        Object known = request.getAttribute(ATTRIBUTE);
        if (known == null) {
            RequestPath path = ServletRequestPathUtils.parse(request);
            Endpoints.Found found = Endpoints.find(request.getMethod(), path.pathWithinApplication());
            request.setAttribute(ATTRIBUTE, found == null ? NOT_THERE : found);
            return found;
        }
        return known instanceof Endpoints.Found found ? found : null;
    }

    static boolean isOpen(HttpServletRequest request) {
        Endpoints.Found found = of(request);
        return found != null && found.endpoint() != null && found.endpoint().isOpen();
    }

    /** Whether it is answered without anything that is stored. */
    static boolean isWithoutDatabase(HttpServletRequest request) {
        Endpoints.Found found = of(request);
        return found != null && found.endpoint() != null && !found.endpoint().stored();
    }

    /** Unknown paths are the API's. */
    static Door door(HttpServletRequest request) {
        Endpoints.Found found = of(request);
        return found == null ? Door.API : found.door();
    }

    static AccessRefusals answering(HttpServletRequest request, List<AccessRefusals> refusals) {
        Door door = door(request);
        return refusals.stream()
                .filter(refusal -> refusal.answersFor(door))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody answers for " + door));
    }

    static boolean isSafe(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }
}
