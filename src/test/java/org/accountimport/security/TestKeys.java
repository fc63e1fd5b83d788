package org.accountimport.security;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys that every test of the whole application may show. */
public final class TestKeys {

    /** Named api, an admin's, for all suppliers. */
    public static final String API = "ai_00000000a1_" + "A".repeat(43);

    /** Named console, an admin's, for all suppliers. */
    public static final String CONSOLE = "ai_00000000c0_" + "C".repeat(43);

    private TestKeys() {}

    public static void storeIn(JdbcClient jdbc) {
        store(jdbc, "api", Role.ADMIN, Secret.shown(API));
        store(jdbc, "console", Role.ADMIN, Secret.shown(CONSOLE));
    }

    /** Makes a key of a role, for all suppliers, and returns it. */
    public static String create(JdbcClient jdbc, String name, Role role) {
        Secret secret = Secret.random();
        store(jdbc, name, role, secret);
        return secret.text();
    }

    private static void store(JdbcClient jdbc, String name, Role role, Secret secret) {
        jdbc.sql("""
                INSERT INTO api_key (name, prefix, hash, role, suppliers, created_by)
                VALUES (:name, :prefix, :hash, :role, '{}', 'tests')
                    ON CONFLICT DO NOTHING
                """)
                .param("name", name)
                .param("prefix", secret.prefix())
                .param("hash", secret.hash())
                .param("role", role.name())
                .update();
    }
}
