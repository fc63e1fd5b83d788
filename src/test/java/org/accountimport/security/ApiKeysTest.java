package org.accountimport.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.accountimport.TestRuns;
import org.accountimport.api.ApiTest;
import org.accountimport.api.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of keys, and until when they open anything. */
@ApiTest
@Import(TestRuns.class)
@ExtendWith(OutputCaptureExtension.class)
class ApiKeysTest {

    private static final String WAVES = "/v2/data-import/waves/";

    @LocalServerPort
    int port;

    @Autowired
    ApiKeys keys;

    @Autowired
    LastUses uses;

    @Autowired
    JdbcClient jdbc;

    private final String name = "k-" + UUID.randomUUID();

    private ApiKeys.Created key(Role role, String... suppliers) {
        return keys.create(name, role, List.of(suppliers), null, "test");
    }

    private int status(String key) {
        return new Calls(port, key).get(WAVES).statusCode();
    }

    @Test
    void have256RandomBitsBehindAPrefix() {
        ApiKeys.Created one = key(Role.VIEWER);
        assertThat(one.secret()).matches("ai_[0-9a-f]{10}_[A-Za-z0-9_-]{43}");
        assertThat(one.secret()).startsWith("ai_" + one.key().prefix() + "_");
        assertThat(one.toString()).doesNotContain(one.secret().substring(14));
        assertThat(Secret.shown(one.secret()).toString())
                .doesNotContain(one.secret().substring(14));
        assertThat(keys.create(name + "'", Role.VIEWER, List.of(), null, "test").secret())
                .isNotEqualTo(one.secret());
    }

    @Test
    void areStoredAsSha256AndStandInNoTableAndNoLog(CapturedOutput output) throws Exception {
        String key = key(Role.ADMIN).secret();
        assertThat(status(key)).isEqualTo(200);
        assertThat(new Calls(port, key)
                        .get("/v2/data-import/waves/NORLYS/nothing/")
                        .statusCode())
                .isEqualTo(404);
        Visitor visitor = new Visitor(port);
        visitor.signIn(key);
        assertThat(visitor.isSignedIn()).isTrue();
        visitor.signIn(key + "x");
        keys.revoke(name, "test");
        assertThat(status(key)).isEqualTo(401);

        assertThat(jdbc.sql("SELECT hash FROM api_key WHERE name = :name")
                        .param("name", name)
                        .query(byte[].class)
                        .single())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        String secret = key.substring(14);
        List<String> holding = new ArrayList<>();
        for (String table : jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                .query(String.class)
                .list()) {
            if (jdbc.sql("SELECT count(*) FROM \"" + table + "\" t WHERE t::text LIKE :text OR t::text LIKE :hex")
                            .param("text", "%" + secret.replace("_", "\\_") + "%")
                            .param("hex", "%" + HexFormat.of().formatHex(secret.getBytes(UTF_8)) + "%")
                            .query(Long.class)
                            .single()
                    > 0) {
                holding.add(table);
            }
        }
        assertThat(holding).isEmpty();
        assertThat(output.getAll()).doesNotContain(secret);
    }

    @Test
    void openNothingFromTheMomentTheyAreRevoked() {
        ApiKeys.Created key = key(Role.OPERATOR);
        assertThat(status(key.secret())).isEqualTo(200);
        assertThat(keys.revoke(key.key().prefix(), "test")).isPresent();
        assertThat(status(key.secret())).isEqualTo(401);
        assertThat(keys.revoke(name, "test")).isEmpty();
        assertThat(key(Role.OPERATOR).key().name()).as("the name is free again").isEqualTo(name);
        assertThat(status(key.secret())).isEqualTo(401);
    }

    @Test
    void openNothingFromTheMomentTheyExpire() {
        String key = key(Role.OPERATOR).secret();
        assertThat(status(key)).isEqualTo(200);
        jdbc.sql("UPDATE api_key SET expires_at = now() + interval '1 hour' WHERE name = :name")
                .param("name", name)
                .update();
        assertThat(status(key)).isEqualTo(200);
        jdbc.sql("UPDATE api_key SET expires_at = now() WHERE name = :name")
                .param("name", name)
                .update();
        assertThat(status(key)).isEqualTo(401);
    }

    @Test
    void areRefusedAlikeWhateverIsWrongWithThem() {
        ApiKeys.Created revoked = key(Role.ADMIN);
        keys.revoke(name, "test");
        Set<String> bodies = new java.util.HashSet<>();
        for (String shown : List.of(
                revoked.secret(),
                revoked.secret().substring(0, 20),
                TestKeys.API.substring(0, 15) + "B".repeat(42),
                "ai_ffffffffff_" + "A".repeat(43),
                "nonsense",
                "")) {
            var answer = new Calls(port, shown).get(WAVES);
            assertThat(answer.statusCode()).as(shown).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Token");
            bodies.add(answer.body());
        }
        bodies.add(new Calls(port, null).get(WAVES).body());
        assertThat(bodies).hasSize(1);
    }

    @Test
    void areShownByTheSchemeTokenOnly() {
        String key = key(Role.VIEWER).secret();
        Calls nobody = new Calls(port, null);
        assertThat(nobody.get(WAVES, "Authorization", "token " + key).statusCode())
                .isEqualTo(200);
        assertThat(nobody.get(WAVES, "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(401);
        assertThat(nobody.get(WAVES, "Authorization", key).statusCode()).isEqualTo(401);
        assertThat(nobody.get(WAVES + "?token=" + key).statusCode()).isEqualTo(401);
    }

    @Test
    void rememberWhenTheyWereUsedLast() {
        ApiKeys.Created key = key(Role.VIEWER);
        assertThat(key.key().lastUsedAt()).isNull();
        assertThat(status(key.secret())).isEqualTo(200);
        uses.write();
        assertThat(keys.list())
                .filteredOn(one -> one.id() == key.key().id())
                .singleElement()
                .satisfies(one -> assertThat(one.lastUsedAt()).isNotNull());
    }

    @Test
    void ofOneNameHoldOneAtATime() {
        key(Role.VIEWER);
        assertThatThrownBy(() -> key(Role.ADMIN))
                .isInstanceOf(KeyNameTakenException.class)
                .hasMessage("A key named " + name + " exists already; choose another name, or revoke it first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000"})
    void haveANameThatCanStandInAHistory(String wrong) {
        assertThatThrownBy(() -> keys.create(wrong, Role.VIEWER, List.of(), null, "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 100 characters");
    }
}
