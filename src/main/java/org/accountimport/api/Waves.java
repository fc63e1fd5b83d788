package org.accountimport.api;

import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;

/** The names of waves as they stand in paths and queries. */
final class Waves {

    private Waves() {}

    /** @throws Refusal when the name cannot be a wave's */
    static WaveName of(String importSupplier, String name) {
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
