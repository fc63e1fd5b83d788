package org.accountimport.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The API keys, as the database knows them at this moment. Safe for use by several threads. */
@Repository
public class ApiKeys {

    private static final String ADMIN = "admin";
    private static final int LONGEST_NAME = 100;
    private static final byte[] HASH_OF_NOBODY = Secret.random().hash();

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    ApiKeys(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * A new key.
     *
     * @param secret the key itself: to be shown once and forgotten
     */
    public record Created(ApiKey key, String secret) {

        /** Says nothing of the secret. */
        @Override
        public String toString() {
            return "Created " + key;
        }
    }

    private record Stored(ApiKey key, byte[] hash, boolean holds) {}

    /**
     * Makes a key.
     *
     * @param suppliers codes of the import suppliers it is for; empty for all
     * @param expiresAt from when on it does not hold; null: it does not expire
     * @param createdBy who makes it
     * @throws KeyNameTakenException    when a key that is not revoked has this name
     * @throws IllegalArgumentException when the name is empty, too long or has control characters
     */
    public Created create(
            String name,
            Role role,
            Collection<String> suppliers,
            @Nullable OffsetDateTime expiresAt,
            String createdBy) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A key's name has 1 to " + LONGEST_NAME + " characters, none of them a control character");
        }
        return store(name, role, suppliers, expiresAt, createdBy, Secret.random());
    }

    /** Keeps a secret for whoever is to have it. */
    interface Keeper {
        void keep(Secret secret) throws IOException;
    }

    /**
     * Makes the first key, which may do everything, unless there ever was one. Of several processes one makes it; the others
     * wait until it has.
     *
     * @param keeper is through before there is such a key: one that fails, or dies, leaves none
     */
    Optional<Created> createFirst(Keeper keeper) throws IOException {
        try {
            return transactions.execute(status -> {
                jdbc.sql("LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE").update();
                return hasAny() ? Optional.empty() : Optional.of(createFirst(keeper, Secret.random()));
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Created createFirst(Keeper keeper, Secret secret) {
        try {
            keeper.keep(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store(ADMIN, Role.ADMIN, List.of(), null, "first start", secret);
    }

    private boolean hasAny() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM api_key)")
                .query(Boolean.class)
                .single();
    }

    private Created store(
            String name,
            Role role,
            Collection<String> suppliers,
            @Nullable OffsetDateTime expiresAt,
            String createdBy,
            Secret secret) {
        try {
            ApiKey key = jdbc.sql("""
                    INSERT INTO api_key (name, prefix, hash, role, suppliers, expires_at, created_by)
                    VALUES (:name, :prefix, :hash, :role, :suppliers, :expiresAt, :createdBy)
                    RETURNING *
                    """)
                    .param("name", name)
                    .param("prefix", secret.prefix())
                    .param("hash", secret.hash())
                    .param("role", role.name())
                    .param("suppliers", suppliers.stream().distinct().sorted().toArray(String[]::new))
                    .param("expiresAt", expiresAt)
                    .param("createdBy", createdBy)
                    .query((row, number) -> key(row))
                    .single();
            return new Created(key, secret.text());
        } catch (DuplicateKeyException e) {
            throw new KeyNameTakenException(name);
        }
    }

    /** Every key there ever was, in the order in which they were made. */
    public List<ApiKey> list() {
        return jdbc.sql("SELECT * FROM api_key ORDER BY id")
                .query((row, number) -> key(row))
                .list();
    }

    /**
     * Ends a key, and every session of it, from this moment on.
     *
     * @param nameOrPrefix of a key that is not revoked
     * @return empty when there is none
     */
    public Optional<ApiKey> revoke(String nameOrPrefix, String revokedBy) {
        return jdbc.sql("""
                UPDATE api_key
                   SET revoked_at = now(),
                       revoked_by = :revokedBy
                 WHERE id = (SELECT id
                               FROM api_key
                              WHERE revoked_at IS NULL
                                AND (name = :key OR prefix = :key)
                              ORDER BY name = :key DESC
                              LIMIT 1)
                RETURNING *
                """)
                .param("revokedBy", revokedBy)
                .param("key", nameOrPrefix)
                .query((row, number) -> key(row))
                .optional();
    }

    /** Whether any key opens anything now. */
    boolean isAnyHolding() {
        return jdbc.sql("""
                SELECT EXISTS (SELECT
                                 FROM api_key
                                WHERE revoked_at IS NULL
                                  AND (expires_at IS NULL OR expires_at > now()))
                """).query(Boolean.class).single();
    }

    /**
     * Who shows this key. The work is the same whether there is such a key or not: one query, one hash, one comparison that
     * looks at every byte.
     */
    Optional<Caller> holderOf(String shown) {
        return holding(Secret.shown(shown)).map(ApiKey::holder);
    }

    /** The same, with what else is known of the key. */
    Optional<ApiKey> holding(Secret secret) {
        Optional<Stored> stored = jdbc.sql("""
                SELECT *, revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AS holds
                  FROM api_key
                 WHERE prefix = :prefix
                """)
                .param("prefix", secret.prefix())
                .query((row, number) -> new Stored(key(row), row.getBytes("hash"), row.getBoolean("holds")))
                .optional();
        boolean same = MessageDigest.isEqual(stored.map(Stored::hash).orElse(HASH_OF_NOBODY), secret.hash());
        return stored.filter(found -> same && found.holds()).map(Stored::key);
    }

    /** The holder of the key that a session was opened with; empty when it does not hold any more. */
    Optional<Caller> holderOf(long keyId) {
        return jdbc.sql("""
                SELECT *
                  FROM api_key
                 WHERE id = :id
                   AND revoked_at IS NULL
                   AND (expires_at IS NULL OR expires_at > now())
                """)
                .param("id", keyId)
                .query((row, number) -> key(row).holder())
                .optional();
    }

    void used(long keyId, OffsetDateTime at) {
        jdbc.sql("""
                UPDATE api_key
                   SET last_used_at = greatest(last_used_at, :at)
                 WHERE id = :id
                """).param("at", at).param("id", keyId).update();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                row.getString("prefix"),
                Role.valueOf(row.getString("role")),
                Set.of((String[]) row.getArray("suppliers").getArray()),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("expires_at", OffsetDateTime.class),
                row.getObject("revoked_at", OffsetDateTime.class),
                row.getObject("last_used_at", OffsetDateTime.class));
    }
}
