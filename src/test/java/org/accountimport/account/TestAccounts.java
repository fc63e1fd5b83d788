package org.accountimport.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.accountimport.account.AccountNumbers.Allocated;
import org.accountimport.payload.Framing;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.validation.FileStore;
import org.accountimport.validation.PayloadValidator;
import org.accountimport.validation.Verdict;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts that are right, ready to be written, for tests of what becomes of them. */
@TestComponent
class TestAccounts {

    /** When they are written. */
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final ImportSuppliers suppliers;
    private final FileStore fileStore;
    private final JdbcClient jdbc;

    TestAccounts(ImportSuppliers suppliers, FileStore fileStore, JdbcClient jdbc) {
        this.suppliers = suppliers;
        this.fileStore = fileStore;
        this.jdbc = jdbc;
    }

    NewAccount account(Allocated number, long processId, String supplier, String payload) {
        Verdict verdict = new PayloadValidator(suppliers, fileStore, Clock.fixed(NOW, ZoneOffset.UTC))
                .validate(payload.getBytes(UTF_8), Framing.EITHER);
        assertThat(verdict.violations()).isEmpty();
        return new NewAccount(
                number, processId, supplier, Objects.requireNonNull(verdict.account()), suppliers.get(supplier), NOW);
    }

    /** The id of a new import process, in a wave of its own. */
    long process(String supplier, String externalNumber) {
        return jdbc.sql("""
                WITH home AS (INSERT INTO wave (import_supplier, name) VALUES (:supplier, :number) RETURNING id)
                INSERT INTO import_process (id, wave_id, import_supplier, external_account_number)
                SELECT nextval('import_process_id_seq'), id, :supplier, :number FROM home RETURNING id
                """)
                .param("supplier", supplier)
                .param("number", externalNumber)
                .query(Long.class)
                .single();
    }
}
