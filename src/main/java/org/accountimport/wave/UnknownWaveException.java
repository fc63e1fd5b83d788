package org.accountimport.wave;

import org.accountimport.importprocess.WaveName;

/** There is no such wave. The message is for the person who asked. */
public class UnknownWaveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownWaveException(WaveName wave) {
        super("There is no wave " + wave + "; load accounts into it first");
    }
}
