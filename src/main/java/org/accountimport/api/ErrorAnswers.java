package org.accountimport.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.accountimport.database.DatabaseTrouble;
import org.accountimport.job.RunAlreadyRunningException;
import org.accountimport.job.RunStateException;
import org.accountimport.job.ShuttingDownException;
import org.accountimport.job.UnknownRunException;
import org.accountimport.wave.SignOffRefusedException;
import org.accountimport.wave.UnknownWaveException;
import org.accountimport.wave.WavePurgedException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever ends a request early into its answer. Source: HTTP contract, "Conventions". */
@RestControllerAdvice
class ErrorAnswers extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    /** About as long as a database takes to start again. */
    private static final String SECONDS_UNTIL_RETRY = "10";

    /** Where a refusal is kept: when a body breaks off, the container discards the answer and asks again for one. */
    static final String REFUSAL = ErrorAnswers.class.getName() + ".REFUSAL";

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal, HttpServletRequest request) {
        request.setAttribute(REFUSAL, refusal);
        return json(refusal.status(), refusal.headers(), refusal.body());
    }

    /** A query that cannot be decoded. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException query) {
        ErrorKind kind = ErrorKind.ofStatus(query.getErrorCode());
        return json(query.getErrorCode(), HttpHeaders.EMPTY, kind.body());
    }

    @ExceptionHandler({UnknownWaveException.class, UnknownRunException.class})
    ResponseEntity<Object> unknown() {
        return json(ErrorKind.NOT_FOUND);
    }

    @ExceptionHandler
    ResponseEntity<Object> underWay(RunAlreadyRunningException refusal) {
        return json(ErrorKind.ALREADY_RUNNING, refusal);
    }

    @ExceptionHandler
    ResponseEntity<Object> notInThisState(RunStateException refusal) {
        return json(ErrorKind.EXECUTION_STATE, refusal);
    }

    @ExceptionHandler
    ResponseEntity<Object> shuttingDown(ShuttingDownException refusal) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY);
        ErrorKind kind = ErrorKind.SERVICE_UNAVAILABLE;
        String errorId = UUID.randomUUID().toString();
        LOG.info("A launch is answered 503, error id {}: this server was told to end", errorId);
        return json(
                kind.status(), headers, kind.body(refusal.getMessage() + ".").withErrorId(errorId));
    }

    @ExceptionHandler
    ResponseEntity<Object> notSignedOff(SignOffRefusedException refusal) {
        return json(ErrorKind.SIGN_OFF_REFUSED, refusal);
    }

    @ExceptionHandler
    ResponseEntity<Object> purged(WavePurgedException refusal) {
        return json(ErrorKind.WAVE_PURGED, refusal);
    }

    /**
     * Everything that nobody foresaw.
     *
     * @throws Throwable the failure itself, when part of the answer is on its way: the container then cuts the connection, so
     *     that nobody takes a file for whole that is not
     */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> failed(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws Throwable {
        if (response.isCommitted() && !DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.error("{} broke off in the middle of its answer", line(request), failure);
            throw failure;
        }
        return unexpected(failure, request);
    }

    @Nullable
    ResponseEntity<Object> unexpected(Throwable failure, HttpServletRequest request) {
        String errorId = UUID.randomUUID().toString();
        Optional<DatabaseTrouble> trouble = DatabaseTrouble.behind(failure);
        if (trouble.isPresent()) {
            LOG.warn(
                    "{} is answered 503, error id {}: {}; the database: {}",
                    line(request),
                    errorId,
                    NestedExceptionUtils.getMostSpecificCause(failure).toString(),
                    trouble.get().advice());
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY);
            ErrorKind kind = ErrorKind.SERVICE_UNAVAILABLE;
            return json(
                    kind.status(), headers, kind.body(trouble.get().detail()).withErrorId(errorId));
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return null;
        }
        LOG.error("{} is answered 500, error id {}", line(request), errorId, failure);
        return json(ErrorKind.UNEXPECTED_ERROR, HttpHeaders.EMPTY, errorId);
    }

    /** Everything that Spring MVC itself refuses. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refusal, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return unexpected(refusal, ((ServletWebRequest) request).getRequest());
        }
        ErrorKind kind = ErrorKind.ofStatus(status.value());
        return json(status.value(), headers, kind.body(particular(kind, refusal)));
    }

    private static String particular(ErrorKind kind, Exception refusal) {
        if (refusal instanceof HttpMediaTypeNotSupportedException type
                && !type.getSupportedMediaTypes().isEmpty()) {
            return type.getSupportedMediaTypes().stream()
                    .map(MediaType::toString)
                    .collect(Collectors.joining(" or ", "The body's content type must be ", "."));
        }
        if (refusal instanceof MethodArgumentTypeMismatchException mismatch && mismatch.getRequiredType() != null) {
            return "The parameter " + mismatch.getName() + " must be " + expected(mismatch.getRequiredType()) + ".";
        }
        return kind.detail();
    }

    private static String expected(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "one of ", ""))
                : "a whole number of at most " + (type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
    }

    /** Method and path as they were sent: encoded, so no line of their own making gets into the log. */
    private static String line(HttpServletRequest request) {
        Object method = request.getAttribute(RequestDispatcher.ERROR_METHOD);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return (method == null ? request.getMethod() : method) + " " + (path == null ? request.getRequestURI() : path);
    }

    private static ResponseEntity<Object> json(ErrorKind kind) {
        return json(kind.status(), HttpHeaders.EMPTY, kind.body());
    }

    /** For refusals whose message is for the person who asked. */
    private static ResponseEntity<Object> json(ErrorKind kind, RuntimeException refusal) {
        return json(kind.status(), HttpHeaders.EMPTY, kind.body(refusal.getMessage() + "."));
    }

    private static ResponseEntity<Object> json(ErrorKind kind, HttpHeaders headers, String errorId) {
        return json(kind.status(), headers, kind.body().withErrorId(errorId));
    }

    /** The content type is set here, so that no Accept header can keep the client from learning what was wrong. */
    private static ResponseEntity<Object> json(int status, HttpHeaders headers, Object body) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
