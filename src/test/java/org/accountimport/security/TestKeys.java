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
        store(jdbc, "api", API);
        store(jdbc, "console", CONSOLE);
    }

    /** Stores one more, an admin's, for all suppliers; returns it. */
    public static String storeIn(JdbcClient jdbc, String name) {
        String key = Secret.random().text();
        store(jdbc, name, key);
        return key;
    }

    private static void store(JdbcClient jdbc, String name, String key) {
        Secret secret = Secret.shown(key);
        jdbc.sql("""
                INSERT INTO api_key (name, prefix, hash, role, suppliers, created_by)
                VALUES (:name, :prefix, :hash, 'ADMIN', '{}', 'tests')
                    ON CONFLICT DO NOTHING
                """)
                .param("name", name)
                .param("prefix", secret.prefix())
                .param("hash", secret.hash())
                .update();
    }
}
