package org.accountimport.wave;

import java.time.temporal.ChronoUnit;

/** The payloads of a wave are purged, so what was asked for cannot be done. The message is for the person who asked. */
public class WavePurgedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WavePurgedException(Purges.Certificate certificate) {
        super("The payloads of wave " + certificate.wave() + " were purged at "
                + certificate.begunAt().truncatedTo(ChronoUnit.SECONDS) + " by job execution "
                + certificate.jobExecutionId() + ", so it can neither be reconciled nor rolled back; reconciliation "
                + certificate.reconciliationId() + ", which is signed off, stands");
    }
}
