package org.accountimport.console;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import org.accountimport.database.DatabaseTrouble;
import org.accountimport.job.RunAlreadyRunningException;
import org.accountimport.job.RunStateException;
import org.accountimport.job.ShuttingDownException;
import org.accountimport.job.UnknownRunException;
import org.accountimport.security.AccessRefusals;
import org.accountimport.security.Caller;
import org.accountimport.wave.SignOffRefusedException;
import org.accountimport.wave.UnknownWaveException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** What a person sees when a page cannot be shown or something may not be done: the reason, and where to go on. */
@ControllerAdvice(basePackageClasses = ConsoleErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleErrors.class);

    /** About as long as a database takes to start again. */
    private static final String SECONDS_UNTIL_RETRY = "10";

    private static final String NOT_FOUND = "Not found";
    /** The same for everything: whether another supplier has something of this name is nothing to be told. */
    private static final String NOTHING_HERE =
            "There is no such page, wave, run or account, or your key is not for its import supplier.";

    private final ConsoleProperties properties;

    ConsoleErrors(ConsoleProperties properties) {
        this.properties = properties;
    }

    /** What the filters have refused: the same pages, from before any controller was asked. */
    ModelAndView refused(AccessRefusals.Reason reason, HttpServletRequest request) {
        return switch (reason) {
            case NOT_THERE -> page(HttpStatus.NOT_FOUND, NOT_FOUND, NOTHING_HERE, request);
            case PERMISSION_DENIED ->
                page(
                        HttpStatus.FORBIDDEN,
                        "Your key may not do this",
                        "Nothing was done. Sign in with a key of another role, or ask somebody who has one.",
                        request);
            case FORGED ->
                page(
                        HttpStatus.FORBIDDEN,
                        "This form is out of date",
                        "Nothing was done. Go back, load the page anew and try again.",
                        request);
            case NOT_AUTHENTICATED ->
                page(HttpStatus.UNAUTHORIZED, "Not signed in", "Sign in with a key to see this.", request);
        };
    }

    @ExceptionHandler({UnknownWaveException.class, UnknownRunException.class})
    ModelAndView unknown(HttpServletRequest request) {
        return page(HttpStatus.NOT_FOUND, NOT_FOUND, NOTHING_HERE, request);
    }

    @ExceptionHandler
    ModelAndView shuttingDown(ShuttingDownException refusal, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY);
        return page(
                HttpStatus.SERVICE_UNAVAILABLE, "This server is shutting down", refusal.getMessage() + ".", request);
    }

    @ExceptionHandler({RunAlreadyRunningException.class, RunStateException.class, SignOffRefusedException.class})
    ModelAndView refused(RuntimeException refusal, HttpServletRequest request) {
        return page(HttpStatus.CONFLICT, "This cannot be done now", refusal.getMessage() + ".", request);
    }

    @ExceptionHandler
    ModelAndView refused(ResponseStatusException refusal, HttpServletRequest request) {
        HttpStatus status = HttpStatus.valueOf(refusal.getStatusCode().value());
        if (status == HttpStatus.NOT_FOUND) {
            return page(status, NOT_FOUND, NOTHING_HERE, request);
        }
        String reason = refusal.getReason();
        return page(status, status.getReasonPhrase(), reason == null ? "This cannot be done." : reason + ".", request);
    }

    @ExceptionHandler({MethodArgumentTypeMismatchException.class, MissingServletRequestParameterException.class})
    ModelAndView notUnderstood(HttpServletRequest request) {
        return page(
                HttpStatus.BAD_REQUEST,
                "Not understood",
                "Something in the address or the form is not what it must be. Go back and choose again.",
                request);
    }

    /**
     * Everything that nobody foresaw.
     *
     * @throws Throwable the failure itself, when part of the answer is on its way: the connection is cut then, so that nobody
     *     takes a file for whole that is not
     */
    @ExceptionHandler
    @Nullable
    ModelAndView failed(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws Throwable {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return null;
        }
        String errorId = UUID.randomUUID().toString();
        Optional<DatabaseTrouble> trouble = DatabaseTrouble.behind(failure);
        if (trouble.isPresent() && !response.isCommitted()) {
            LOG.warn(
                    "{} {} is answered with a page that says 503, error id {}: {}; the database: {}",
                    request.getMethod(),
                    asked(request),
                    errorId,
                    NestedExceptionUtils.getMostSpecificCause(failure).toString(),
                    trouble.get().advice());
            response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY);
            return unavailable(trouble.get(), errorId, request);
        }
        LOG.error("{} {} failed, error id {}", request.getMethod(), request.getRequestURI(), errorId, failure);
        if (response.isCommitted()) {
            throw failure;
        }
        return page(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong",
                "The log of the server has the reason under error id " + errorId
                        + ". Nothing else was changed by it; try again in a moment.",
                request);
    }

    /** Says what happened, and how to go on: nothing that was asked for was lost unless it changed something. */
    private ModelAndView unavailable(DatabaseTrouble trouble, String errorId, HttpServletRequest request) {
        String title = switch (trouble) {
            case AWAY -> "The database cannot be reached";
            case FULL -> "The database has no room left";
            case SLOW -> "The database did not answer in time";
            case LOCKED -> "Something else is changing the same";
        };
        String reason = switch (trouble) {
            case AWAY ->
                "Runs wait for it and go on by themselves when it is back; nothing is lost. If it stays away, whoever"
                        + " runs the server has to look whether it runs.";
            case FULL -> "Whoever runs the server has to make room on its disk; all goes on by itself then.";
            case SLOW -> "Much may be under way at this moment.";
            case LOCKED -> "A run or another request holds it, which takes a moment.";
        };
        boolean reads = HttpMethod.GET.matches(request.getMethod());
        ModelAndView page = page(
                HttpStatus.SERVICE_UNAVAILABLE,
                title,
                reason
                        + (reads
                                ? ""
                                : " Go back and look whether what you asked for was done before you ask for it again.")
                        + " The log of the server has more under error id " + errorId + ".",
                request);
        page.addObject("again", reads ? asked(request) : "");
        return page;
    }

    /** Path and query as they were sent. */
    private static String asked(HttpServletRequest request) {
        Object forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        Object query = request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
        String path = forwarded == null ? request.getRequestURI() : forwarded.toString();
        String asked = forwarded == null ? request.getQueryString() : query == null ? null : query.toString();
        return asked == null ? path : path + "?" + asked;
    }

    private ModelAndView page(HttpStatus status, String title, String reason, HttpServletRequest request) {
        ModelAndView page = new ModelAndView("console/refusal");
        page.setStatus(status);
        page.addObject("title", title);
        page.addObject("reason", reason);
        page.addObject("caller", Caller.currentOrNull());
        page.addObject("show", Forms.of(Collections.list(request.getLocales()), properties.zone()));
        return page;
    }
}
