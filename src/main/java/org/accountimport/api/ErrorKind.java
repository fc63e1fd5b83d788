package org.accountimport.api;

import java.util.Optional;
import org.accountimport.database.DatabaseTrouble;

/**
 * The refusals that have nothing to do with what a payload says: status, code and, in words, what would be right. Source:
 * HTTP contract, "Conventions".
 */
enum ErrorKind {
    BAD_REQUEST(400, "bad_request", "The request is not valid HTTP: check path, query and headers, their size too."),
    PARSE_ERROR(400, "parse_error", "The request body cannot be read as JSON."),
    INVALID_WAVE(400, "invalid_wave", "A wave's name has 1 to 100 characters, none of them a control character."),
    INVALID(400, "invalid", "The request says something that cannot be; errors has what and where."),
    NOT_AUTHENTICATED(
            401, "not_authenticated", "Show an API key that holds, in the header Authorization: Token <key>."),
    PERMISSION_DENIED(403, "permission_denied", "This key may not do this: its role or its suppliers do not allow it."),
    NOT_FOUND(404, "not_found", "The requested resource was not found."),
    METHOD_NOT_ALLOWED(
            405, "method_not_allowed", "This path does not take this method; the header Allow lists those it does."),
    NOT_ACCEPTABLE(406, "not_acceptable", "The answer is JSON; accept application/json."),
    REQUEST_TIMEOUT(408, "request_timeout", "The request did not arrive in time; send it again."),
    IN_PROGRESS(
            409,
            "account_import_process_in_progress",
            "A running job holds this account; send it again when the job has ended."),
    ALREADY_RUNNING(409, "job_execution_already_running", "A run over this wave is under way; wait for it or stop it."),
    EXECUTION_STATE(409, "job_execution_state", "The job execution is not in a state that allows this."),
    SIGN_OFF_REFUSED(409, "sign_off_refused", "This reconciliation cannot be signed off as it was asked for."),
    WAVE_PURGED(409, "wave_purged", "The payloads of this wave are purged."),
    PAYLOAD_TOO_LARGE(413, "payload_too_large", "The body of one account has at most 1,048,576 bytes, unpacked too."),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "This content type or encoding is not taken here."),
    EXPECTATION_FAILED(417, "expectation_failed", "The only expectation that is met is 100-continue."),
    THROTTLED(
            429,
            "throttled",
            "As many requests of this kind as the server takes at the same time are under way; send it again after the time"
                    + " in Retry-After."),
    UNEXPECTED_ERROR(
            500,
            "unexpected_error",
            "Something unexpected went wrong. The server's log has the reason under this error_id."),
    NOT_IMPLEMENTED(501, "not_implemented", "The server does not know this method or transfer encoding."),
    SERVICE_UNAVAILABLE(503, "service_unavailable", DatabaseTrouble.AWAY.detail()),
    HTTP_VERSION_NOT_SUPPORTED(505, "http_version_not_supported", "The server speaks HTTP/1.1.");

    private final int status;
    private final String code;
    private final String detail;

    ErrorKind(int status, String code, String detail) {
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** What to tell the client when nothing more particular is known. */
    String detail() {
        return detail;
    }

    ErrorBody body() {
        return ErrorBody.of(code, detail);
    }

    ErrorBody body(String particular) {
        return ErrorBody.of(code, particular);
    }

    /** The general kind of a status that the container or the framework chose. */
    static ErrorKind ofStatus(int status) {
        return exactly(status).orElse(status >= 500 ? UNEXPECTED_ERROR : BAD_REQUEST);
    }

    private static Optional<ErrorKind> exactly(int status) {
        for (ErrorKind kind : values()) {
            if (kind.status == status) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
