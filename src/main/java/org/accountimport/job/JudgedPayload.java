package org.accountimport.job;

import java.util.Set;
import java.util.UUID;
import org.accountimport.importprocess.Decision;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.QueuedPayload;
import org.accountimport.importprocess.RunKind;
import org.accountimport.validation.AccountReference;
import org.accountimport.validation.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A payload and what came of judging it: an outcome, never an exception. */
sealed interface JudgedPayload {

    QueuedPayload payload();

    /** The rules have spoken. */
    record Judged(QueuedPayload payload, Verdict verdict) implements JudgedPayload {

        Judged withTaken(Set<AccountReference> taken) {
            return new Judged(payload, verdict.withTaken(taken));
        }

        boolean isAccepted() {
            return verdict.violations().isEmpty();
        }

        /** Only when the payload is not accepted. */
        Decision rejected(RunKind kind) {
            return Decision.rejected(kind, payload.processId(), payload.version(), verdict.violations());
        }
    }

    /** Something that is no rule went wrong with this one account; the others of its chunk go on. */
    record Failed(QueuedPayload payload, ImportError error) implements JudgedPayload {

        private static final Logger LOG = LoggerFactory.getLogger(JudgedPayload.class);

        /** Logs the reason under an error id that the account's status tells. */
        static Failed of(QueuedPayload payload, RuntimeException reason) {
            String errorId = UUID.randomUUID().toString();
            LOG.error("Import process {} failed unexpectedly, error id {}", payload.processId(), errorId, reason);
            return new Failed(
                    payload,
                    new ImportError(
                            "unexpected_error",
                            "Something that no rule foresees went wrong with this account; the log has it under error id "
                                    + errorId + "."));
        }

        Decision decision(RunKind kind) {
            return Decision.failed(kind, payload.processId(), payload.version(), error);
        }
    }
}
