package org.accountimport.api;

import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;

/** The names of waves as they stand in paths and queries. */
final class WaveNames {

    /** Of one wave. */
    static final String PATH = "/v2/data-import/waves/{supplier}/{wave}";

    private WaveNames() {}

    /** @throws Refusal when the name cannot be a wave's, or the code no supplier's */
    static WaveName of(String importSupplier, String name) {
        if (importSupplier.codePoints().anyMatch(Character::isISOControl)) {
            throw Refusal.of(ErrorKind.NOT_FOUND);
        }
        try {
            return new WaveName(importSupplier, name);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(ErrorKind.INVALID_WAVE);
        }
    }

    /**
     * The one wave that a query names.
     *
     * @param values of the parameter; null when the query has none
     * @return null when the query names none
     * @throws Refusal when it names several
     */
    static @Nullable String named(String @Nullable [] values) {
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw Refusal.of(ErrorKind.INVALID_WAVE, "The query names several waves; an account is in one.");
        }
        return of("", values[0]).name();
    }
}
