package org.accountimport.account;

import java.util.HashSet;
import java.util.Set;
import org.accountimport.validation.AccountReference;
import org.accountimport.validation.ReferenceRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The references that created accounts carry. One query for all that are asked about. */
@Repository
class JdbcReferenceRegistry implements ReferenceRegistry {

    private final JdbcClient jdbc;

    JdbcReferenceRegistry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<AccountReference> taken(Set<AccountReference> references) {
        if (references.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("""
                SELECT DISTINCT r.import_supplier, r.namespace, r.value
                  FROM unnest(:suppliers, :namespaces, :values) AS asked (import_supplier, namespace, value)
                  JOIN account_reference r USING (import_supplier, namespace, value)
                 WHERE NOT r.repeated
                """)
                .param(
                        "suppliers",
                        references.stream()
                                .map(AccountReference::importSupplier)
                                .toArray(String[]::new))
                .param(
                        "namespaces",
                        references.stream().map(AccountReference::namespace).toArray(String[]::new))
                .param(
                        "values",
                        references.stream().map(AccountReference::value).toArray(String[]::new))
                .query((row, number) -> new AccountReference(row.getString(1), row.getString(2), row.getString(3)))
                .list());
    }
}
