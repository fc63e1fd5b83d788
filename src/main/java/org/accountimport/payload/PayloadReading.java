package org.accountimport.payload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading one body came to.
 *
 * @param account what was read; null when the body is not JSON or holds no payload object. Fields with violations read as
 *     failed.
 * @param violations the structural violations in payload order, {@link Violation#MOST_LISTED} at most
 * @param unlisted how many more there are
 * @param parseError why and where the body is no JSON; null when it is. Then {@code violations} is its one entry.
 */
public record PayloadReading(
        @Nullable PayloadObject account,
        List<Violation> violations,
        long unlisted,
        @Nullable ParseError parseError) {

    public PayloadReading {
        violations = List.copyOf(violations);
    }

    static PayloadReading unreadable(ParseError error) {
        return new PayloadReading(null, List.of(error.violation()), 0, error);
    }

    static PayloadReading withoutPayload(Violation why) {
        return new PayloadReading(null, List.of(why), 0, null);
    }
}
