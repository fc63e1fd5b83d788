package org.accountimport.baseline;

import java.util.List;
import org.accountimport.bench.Bound;

/**
 * A payload that was bound and validated.
 *
 * @param account null when it could not be bound
 * @param errors  empty when it is right
 */
record JudgedAccount(long processId, Bound.Account account, List<Error> errors) {

    record Error(String attr, String code, String detail) {}

    boolean isRight() {
        return errors.isEmpty();
    }
}
