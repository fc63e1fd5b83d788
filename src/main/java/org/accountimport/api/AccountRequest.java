package org.accountimport.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.accountimport.importprocess.Intake;
import org.accountimport.payload.ParseError;

/** The body of a call about a single account. */
final class AccountRequest {

    private static final int MOST_BYTES = Intake.MAX_PAYLOAD_BYTES;

    private AccountRequest() {}

    /**
     * Reads the whole body, never more than its limit and one byte.
     *
     * @throws Refusal when it is too large, in an encoding that is not taken, too slow, or ends early
     */
    static byte[] bodyOf(HttpServletRequest request) throws IOException {
        ReceivedBody received = ReceivedBody.of(
                request, SlowClient.withDeadline(LimitsProperties.of(request).slowClientTime()));
        if (!received.isPacked() && request.getContentLengthLong() > MOST_BYTES) {
            throw Refusal.of(ErrorKind.PAYLOAD_TOO_LARGE);
        }
        byte[] body;
        try {
            body = received.readNBytes(MOST_BYTES + 1);
        } catch (BrokenBodyException e) {
            throw e.kind() == ErrorKind.PARSE_ERROR
                    ? Refusal.of(e.kind(), ErrorBody.parseError(new ParseError(e.reason(), 1, 1)))
                    : Refusal.of(e.kind());
        }
        if (body.length > MOST_BYTES) {
            throw Refusal.of(ErrorKind.PAYLOAD_TOO_LARGE);
        }
        return body;
    }
}
