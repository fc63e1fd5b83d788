package org.accountimport.job;

import org.accountimport.importprocess.QueuedPayload;
import org.accountimport.validation.Verdict;

/** A payload and what its rules say: an outcome, never an exception. */
record JudgedPayload(QueuedPayload payload, Verdict verdict) {

    JudgedPayload with(Verdict changed) {
        return new JudgedPayload(payload, changed);
    }
}
