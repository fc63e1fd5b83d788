package org.accountimport.wave;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds accounts by their numbers, whatever wave they are in. Reads only. */
@Repository
public class AccountSearch {

    private static final int MOST_FOUND = 20;

    private final JdbcClient jdbc;

    AccountSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where an account is.
     *
     * @param processId     id of its account import process
     * @param accountNumber of the created account; null until there is one
     */
    public record Found(
            long processId,
            String importSupplier,
            String externalAccountNumber,
            WaveName wave,
            @Nullable String accountNumber) {}

    /** One account; empty when nothing was ever queued for it. */
    public Optional<Found> find(String importSupplier, String externalAccountNumber) {
        return jdbc.sql("""
                SELECT process.id, process.import_supplier, process.external_account_number, process.account_number,
                       wave.import_supplier AS wave_supplier, wave.name
                  FROM import_process process
                  JOIN wave ON wave.id = process.wave_id
                 WHERE process.import_supplier = :supplier
                   AND process.external_account_number = :number
                """)
                .param("supplier", importSupplier)
                .param("number", externalAccountNumber)
                .query((row, number) -> found(row))
                .optional();
    }

    /**
     * The accounts of which this is the external account number, with any supplier, or the account number, in any case; at
     * most {@value #MOST_FOUND}.
     *
     * @param scope only these import suppliers' accounts; null for all
     */
    public List<Found> search(String number, @Nullable Set<String> scope) {
        return jdbc.sql("""
                WITH named AS (
                    SELECT process.id
                      FROM (SELECT DISTINCT import_supplier FROM wave) AS supplier
                      JOIN import_process process ON process.import_supplier = supplier.import_supplier
                                                 AND process.external_account_number = :number
                     UNION
                    SELECT import_process_id
                      FROM account
                     WHERE account_number = :accountNumber)
                SELECT process.id, process.import_supplier, process.external_account_number, process.account_number,
                       wave.import_supplier AS wave_supplier, wave.name
                  FROM named
                  JOIN import_process process USING (id)
                  JOIN wave ON wave.id = process.wave_id
                 WHERE :scope::text[] IS NULL OR process.import_supplier = ANY (:scope)
                 ORDER BY process.id
                 LIMIT :limit
                """)
                .param("number", number)
                .param("accountNumber", number.toUpperCase(Locale.ROOT))
                .param("scope", scope == null ? null : scope.toArray(String[]::new), Types.ARRAY)
                .param("limit", MOST_FOUND)
                .query((row, at) -> found(row))
                .list();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getLong("id"),
                row.getString("import_supplier"),
                row.getString("external_account_number"),
                new WaveName(row.getString("wave_supplier"), row.getString("name")),
                row.getString("account_number"));
    }
}
