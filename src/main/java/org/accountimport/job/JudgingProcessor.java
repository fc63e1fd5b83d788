package org.accountimport.job;

import org.accountimport.importprocess.QueuedPayload;
import org.accountimport.payload.Framing;
import org.accountimport.validation.PayloadValidator;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Judges a payload by its rules; what needs the database (S61) is the writer's part, for a whole chunk at once. */
final class JudgingProcessor implements ItemProcessor<QueuedPayload, JudgedPayload> {

    private final PayloadValidator validator;

    JudgingProcessor(PayloadValidator validator) {
        this.validator = validator;
    }

    @Override
    public JudgedPayload process(QueuedPayload payload) {
        try {
            return new JudgedPayload.Judged(payload, validator.validate(payload.body(), Framing.EITHER));
        } catch (RuntimeException e) {
            return JudgedPayload.Failed.of(payload, e);
        }
    }
}
