package org.accountimport.console;

import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.UnknownWaveException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The name of a wave as it stands in an address. */
final class WaveAddress {

    static final String PATH = "/console/waves/{supplier}/{wave}";

    private WaveAddress() {}

    /**
     * Reads it.
     *
     * @throws ResponseStatusException when it cannot be a wave's; to the reader it is one that is not there
     * @see UnknownWaveException
     */
    static WaveName of(String supplier, String wave) {
        try {
            if (supplier.codePoints().anyMatch(Character::isISOControl)) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            return new WaveName(supplier, wave);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }
}
