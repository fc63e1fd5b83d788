package org.accountimport.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.accountimport.database.StatementLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Bounds what a request may take: how long its statements run, and, where it is a large one, how many there are of its kind.
 * Comes after whatever decides who may call.
 */
final class RequestLimits implements HandlerInterceptor {

    private static final String TAKEN = RequestLimits.class.getName() + ".TAKEN";
    private static final String SINGLE_ACCOUNTS = "/v2/data-import/accounts";
    private static final String UPLOAD = WaveNames.PATH + "/accounts";
    private static final String RECONCILIATION = WaveNames.PATH + "/reconciliation";
    private static final String CONSOLE = "/console/";
    private static final String CONSOLE_WAVE = CONSOLE + "waves/{supplier}/{wave}";
    private static final String CONSOLE_FILES = CONSOLE_WAVE + "/files/";
    private static final String CONSOLE_RECONCILIATION = CONSOLE_WAVE + "/reconciliation";
    private static final int SECONDS_UNTIL_RETRY = 10;

    private final LimitsProperties limits;
    private final Turns uploads;
    private final Turns reports;

    RequestLimits(LimitsProperties limits) {
        this.limits = limits;
        this.uploads = new Turns(
                limits.uploadsAtOnce(),
                Duration.ZERO,
                Refusal.throttled(
                        "As many uploads as the server takes at the same time are under way;"
                                + " send this one again after the time in Retry-After.",
                        SECONDS_UNTIL_RETRY));
        this.reports = new Turns(
                limits.reportsAtOnce(),
                Duration.ZERO,
                Refusal.throttled(
                        "As many files and reconciliations as the server makes at the same time are under way;"
                                + " ask again after the time in Retry-After.",
                        SECONDS_UNTIL_RETRY));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        limits.keepFor(request);
        String path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        Turns turns = turns(path, request.getMethod());
        if (turns != null) {
            begin(turns, path, response);
            request.setAttribute(TAKEN, turns);
        }
        StatementLimits.begin(
                path.startsWith(SINGLE_ACCOUNTS) ? limits.queryTime() : limits.reportTime(), limits.lockTime());
        return true;
    }

    private @Nullable Turns turns(String path, String method) {
        if (path.equals(UPLOAD) && HttpMethod.POST.matches(method)) {
            return uploads;
        }
        boolean file = path.startsWith(CONSOLE_FILES)
                || (path.startsWith(WaveNames.PATH) && (path.endsWith("json") || path.endsWith(".csv")));
        boolean reconciliation =
                path.equals(RECONCILIATION) || (path.equals(CONSOLE_RECONCILIATION) && HttpMethod.POST.matches(method));
        return file || reconciliation ? reports : null;
    }

    /** People are told by a page of the console. */
    private static void begin(Turns turns, String path, HttpServletResponse response) {
        try {
            turns.begin();
        } catch (Refusal refusal) {
            if (!path.startsWith(CONSOLE)) {
                throw refusal;
            }
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(SECONDS_UNTIL_RETRY));
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "As many files and reconciliations as the server makes at the same time are under way. Nothing was"
                            + " done; try again in " + SECONDS_UNTIL_RETRY + " seconds",
                    refusal);
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        StatementLimits.end();
        if (request.getAttribute(TAKEN) instanceof Turns turns) {
            request.removeAttribute(TAKEN);
            turns.end();
        }
    }
}
