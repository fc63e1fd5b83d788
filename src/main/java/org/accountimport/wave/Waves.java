package org.accountimport.wave;

import java.util.Optional;
import org.accountimport.importprocess.WaveName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds waves by name. */
@Repository
public class Waves {

    private final JdbcClient jdbc;

    Waves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The wave's id in the database; empty when nothing was ever loaded into it. */
    public Optional<Long> find(WaveName wave) {
        return jdbc.sql("SELECT id FROM wave WHERE import_supplier = :supplier AND name = :name")
                .param("supplier", wave.importSupplier())
                .param("name", wave.name())
                .query(Long.class)
                .optional();
    }

    /**
     * The wave's id in the database.
     *
     * @throws UnknownWaveException when there is no such wave
     */
    public long id(WaveName wave) {
        return find(wave).orElseThrow(() -> new UnknownWaveException(wave));
    }
}
